using System.Diagnostics;
using System.Net;
using System.Text;
using Edge.Agent.Admin;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Admin;

/// <summary>Whoever reads the agent's log stalls, as a hung journald does: the work goes on.</summary>
public sealed class StalledLogTests : IAsyncLifetime
{
    // Far more than a pipe holds and the console logger queues.
    private const int Lines = 6000;

    private TestAgent _agent = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _agent = await TestAgent.ProvisionedAsync();
        // Every submission is refused, and each refusal logged.
        _agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":999999999999,"BallastBytes":0},"Uplink":{"Enabled":false}}""";
        await File.WriteAllTextAsync(Path.Combine(_agent.Data.Root, "agent.json"), _agent.Configuration, Token);
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    [Fact(Timeout = 300_000)]
    public async Task A_log_that_nobody_reads_stops_nothing_and_the_lines_that_fell_away_are_told_when_it_is_read_again()
    {
        using var agent = Start();
        try
        {
            using var http = _agent.Http();
            await Until.TrueAsync(() => File.Exists(_agent.Data.Socket), TimeSpan.FromSeconds(120));
            for (var i = 0; i < Lines; i++) Assert.Equal(HttpStatusCode.InsufficientStorage, await SubmitAsync(http));

            var said = new StringBuilder();
            var reading = ReadAsync(agent.StandardError, said);
            // The next lines after it reads again bring the number of those that were dropped.
            while (!Said(said).Contains("dropped", StringComparison.Ordinal)) Assert.Equal(HttpStatusCode.InsufficientStorage, await SubmitAsync(http));
            Assert.Matches("[0-9]+ message\\(s\\) dropped", Said(said));
            agent.Kill();
            await reading;
        }
        finally
        {
            if (!agent.HasExited) agent.Kill();
        }
    }

    private static async Task ReadAsync(StreamReader log, StringBuilder said)
    {
        while (await log.ReadLineAsync(Token) is { } line)
        {
            lock (said) said.AppendLine(line);
        }
    }

    private static string Said(StringBuilder said)
    {
        lock (said) return said.ToString();
    }

    private static async Task<HttpStatusCode> SubmitAsync(HttpClient http)
    {
        using var form = new MultipartFormDataContent { { new StringContent("{\"kind\":\"card\"}"), "meta" }, { new StringContent("{}"), "fields" } };
        using var answer = await http.PostAsync("/v1/records", form, Token);
        return answer.StatusCode;
    }

    private Process Start()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardError = true };
        foreach (var argument in (string[])[typeof(AgentHost).Assembly.Location, "run", "--data", _agent.Data.Root, "--config", Path.Combine(_agent.Data.Root, "agent.json")]) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
