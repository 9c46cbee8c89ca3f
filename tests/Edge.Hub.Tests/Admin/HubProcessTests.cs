using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Admin;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Admin;

/// <summary>The hub as a process: how it ends, and what it leaves.</summary>
public sealed class HubProcessTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly int _http = HubHarness.FreePort();
    private readonly int _mqtt = HubHarness.FreePort();

    private HubPaths Paths => new(_folder.File("hub"));

    [Fact]
    public async Task A_killed_hubs_broker_is_ended_by_the_next_and_a_stopped_hub_leaves_none()
    {
        using (var killed = HubProcess.Run(Paths.Data, _http, _mqtt))
        {
            await killed.WaitReadyAsync(_http);
            killed.Signal(LibC.SignalKill);
            await killed.ExitAsync();
        }
        var orphan = Pid();
        Assert.True(Alive(orphan));
        // As if it had been killed before it could write the file.
        File.Delete(Path.Combine(Paths.Broker, "mosquitto.pid"));
        using var hub = HubProcess.Run(Paths.Data, _http, _mqtt);
        await hub.WaitReadyAsync(_http);
        Assert.False(Alive(orphan));
        var broker = Pid();
        Assert.True(Alive(broker));
        hub.Signal(LibC.SignalTerminate);
        Assert.Equal(ExitCode.Ok, await hub.ExitAsync());
        Assert.False(Alive(broker));
        Assert.Contains(orphan.ToString(CultureInfo.InvariantCulture), hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_runs_with_the_root_and_registry_keys_moved_away_and_says_so_once()
    {
        using (var first = HubProcess.Run(Paths.Data, _http, _mqtt))
        {
            await first.WaitReadyAsync(_http);
            first.Signal(LibC.SignalTerminate);
            Assert.Equal(ExitCode.Ok, await first.ExitAsync());
            Assert.Contains(Paths.RootKey, first.Said, StringComparison.Ordinal);
        }
        File.Move(Paths.RootKey, _folder.File("root.key"));
        File.Move(Paths.RegistryKey, _folder.File("registry.key"));
        using var second = HubProcess.Run(Paths.Data, _http, _mqtt);
        await second.WaitReadyAsync(_http);
        Assert.DoesNotContain("First run", second.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(Paths.RootKey) || File.Exists(Paths.RegistryKey));
        using var other = HubProcess.Run(Paths.Data, HubHarness.FreePort(), HubHarness.FreePort());
        Assert.Equal(ExitCode.Fault, await other.ExitAsync());
        Assert.Contains("in use by another edge-hub", other.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_ends_it_with_78()
    {
        Keys().Dispose();
        File.Delete(Paths.CaKey);
        using var hub = HubProcess.Run(Paths.Data, _http, _mqtt);
        Assert.Equal(ExitCode.Configuration, await hub.ExitAsync());
        Assert.Contains(Paths.CaKey, hub.Said, StringComparison.Ordinal);
    }

    // Every request is logged in several lines: more than a pipe holds and the console logger queues.
    [Fact(Timeout = 300_000)]
    public async Task A_log_that_nobody_reads_stops_nothing()
    {
        var start = new System.Diagnostics.ProcessStartInfo("dotnet") { RedirectStandardError = true };
        string[] arguments = [typeof(HubHost).Assembly.Location, "run", "--data", Paths.Data, "--http", $"127.0.0.1:{_http}", "--https", "127.0.0.1:0", "--mqtt", $"127.0.0.1:{_mqtt}"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["EDGE_Archive__AllowVolatile"] = "true";
        start.Environment["EDGE_Logging__LogLevel__Microsoft.AspNetCore"] = "Debug";
        using var hub = System.Diagnostics.Process.Start(start)!;
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
            var address = new Uri($"http://127.0.0.1:{_http}/health/live");
            await Until.TrueAsync(async () =>
            {
                try
                {
                    return (await client.GetAsync(address, TestContext.Current.CancellationToken)).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            }, "the hub answers");
            for (var i = 0; i < 3000; i++) (await client.GetAsync(address, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            var said = hub.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            for (var i = 0; i < 100; i++) (await client.GetAsync(address, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
            Assert.Equal(0, LibC.Kill(hub.Id, LibC.SignalTerminate));
            await hub.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Matches("[0-9]+ message\\(s\\) dropped", await said);
        }
        finally
        {
            if (!hub.HasExited) _ = LibC.Kill(hub.Id, LibC.SignalTerminate);
            if (!hub.WaitForExit(TimeSpan.FromSeconds(20))) hub.Kill();
        }
    }

    [Fact]
    public async Task A_busy_http_port_ends_it_with_1_and_its_broker_too()
    {
        using var busy = new TcpListener(System.Net.IPAddress.Loopback, _http);
        busy.Start();
        using var hub = HubProcess.Run(Paths.Data, _http, _mqtt);
        Assert.Equal(ExitCode.Fault, await hub.ExitAsync());
        Assert.Contains("--http", hub.Said, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Paths.Broker, "mosquitto.pid")));
    }

    [Fact]
    public async Task It_tells_systemd_when_it_is_ready_and_that_it_lives()
    {
        using var notify = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        notify.Bind(new UnixDomainSocketEndPoint(_folder.File("notify")));
        using var hub = HubProcess.Run(Paths.Data, _http, _mqtt, ("NOTIFY_SOCKET", _folder.File("notify")), ("WATCHDOG_USEC", "600000"));
        await HearAsync(notify, "READY=1");
        await HearAsync(notify, "WATCHDOG=1\nSTATUS=running");
        hub.Signal(LibC.SignalTerminate);
        await HearAsync(notify, "STOPPING=1");
        Assert.Equal(ExitCode.Ok, await hub.ExitAsync());
    }

    private static async Task HearAsync(Socket notify, string expected)
    {
        while (!(await HearAsync(notify)).StartsWith(expected, StringComparison.Ordinal)) { }
    }

    private static async Task<string> HearAsync(Socket notify)
    {
        var bytes = new byte[4096];
        var length = await notify.ReceiveAsync(bytes, TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(bytes, 0, length);
    }

    private DataFolder Keys()
    {
        var data = DataFolder.Open(Paths.Data);
        Edge.Hub.Keys.FirstRun.Make(Paths, TimeProvider.System, TextWriter.Null);
        return data;
    }

    private int Pid() => int.Parse(File.ReadAllText(Path.Combine(Paths.Broker, "mosquitto.pid")), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);

    // A process that ended and was reaped by nobody has no command line.
    private static bool Alive(int pid)
    {
        var file = $"/proc/{pid}/cmdline";
        return File.Exists(file) && File.ReadAllText(file).Length > 0;
    }

    public void Dispose() => _folder.Dispose();
}
