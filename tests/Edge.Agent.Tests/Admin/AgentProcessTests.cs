using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Admin;

/// <summary>The real executable, as systemd starts, watches, kills and stops it.</summary>
public sealed class AgentProcessTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private TestAgent _agent = null!;
    private string _notify = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await TestAgent.ProvisionedAsync();
        _notify = Path.Combine(_agent.Data.Root, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(_notify));
    }

    public async ValueTask DisposeAsync()
    {
        _systemd.Dispose();
        await _agent.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task The_agent_is_ready_feeds_the_watchdog_survives_a_kill_and_ends_cleanly()
    {
        var agent = Start("run");
        try
        {
            await HeardAsync("READY=1");
            await HeardAsync("WATCHDOG=1");
            var (code, answer) = await RunAsync("submit", "--kind", "enrolment", "--field", "a=b");
            Assert.Equal(0, code);
            var id = JsonDocument.Parse(answer).RootElement.GetProperty("recordId").GetString();
            agent.Kill(); // SIGKILL: the socket's file stays
            await agent.WaitForExitAsync(Token);
            Assert.True(File.Exists(_agent.Data.Socket));

            agent.Dispose();
            agent = Start("run");
            await HeardAsync("READY=1");
            (code, answer) = await RunAsync("spool", "list", "--json");
            Assert.Equal(0, code);
            Assert.Equal(id, JsonDocument.Parse(answer).RootElement.GetProperty("recordId").GetString());

            using (Process.Start("kill", ["-TERM", $"{agent.Id}"])) await HeardAsync("STOPPING=1");
            await agent.WaitForExitAsync(Token).WaitAsync(Patience, Token);
            Assert.Equal(0, agent.ExitCode);
        }
        finally
        {
            if (!agent.HasExited) agent.Kill();
            agent.Dispose();
        }
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "edge-agent"), [.. arguments, "--data", _agent.Data.Root])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_SOCKET"] = _notify, ["WATCHDOG_USEC"] = "600000", ["EDGE_Spool__AllowVolatile"] = "true" },
        };
        return Process.Start(start)!;
    }

    private async Task<(int Code, string Answer)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var answer = await process.StandardOutput.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token).WaitAsync(Patience, Token);
        return (process.ExitCode, answer);
    }

    private async Task HeardAsync(string assignment)
    {
        var buffer = new byte[1024];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (true)
        {
            var length = await _systemd.ReceiveAsync(buffer, SocketFlags.None, limit.Token);
            if (Encoding.UTF8.GetString(buffer, 0, length).Split('\n').Contains(assignment)) return;
        }
    }
}
