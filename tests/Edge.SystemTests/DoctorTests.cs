using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A technician is told how it is before leaving: the hub takes this board, or why not; the agent answers, or why not.</summary>
public sealed class DoctorTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whether_the_hub_takes_this_board_is_found_out_by_a_handshake()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        await Until.TrueAsync(async () => (await kiosk.Agent.StatusAsync(Token)).GetProperty("uplink").GetProperty("connected").GetBoolean(), Limit, () => kiosk.Agent.LastLines);
        var connections = kiosk.Link.Connections;

        // The agent's own connection is not put out for a look.
        var running = await DoctorAsync(kiosk);
        Assert.Equal(("ok", "ok", "ok"), (running["hub-mqtt"].Grade, running["agent"].Grade, running["records"].Grade));
        Assert.Equal(connections, kiosk.Link.Connections);

        await kiosk.StopAsync();
        var good = await DoctorAsync(kiosk);
        Assert.Contains("takes this board's certificate", good["hub-mqtt"].Reason, StringComparison.Ordinal);
        Assert.Equal(("ok", "fault", 1), (good["hub-https"].Grade, good["agent"].Grade, good.Code));

        await system.Hub.RunAsync(["node", "revoke", "kiosk-1"], null, Token);
        // The broker reads the list of the revoked a moment later.
        var revoked = good["hub-mqtt"];
        await Until.TrueAsync(async () => (revoked = (await DoctorAsync(kiosk))["hub-mqtt"]).Reason.StartsWith("the hub has revoked this board's certificate", StringComparison.Ordinal), Limit, () => $"of a revoked board the doctor says: {revoked}");
        Assert.Equal(("fault", true), (revoked.Grade, revoked.Act!.Contains("--replace", StringComparison.Ordinal)));

        kiosk.Link.Silence();
        Assert.Contains("did not finish the TLS handshake", (await DoctorAsync(kiosk))["hub-mqtt"].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dead_broker_a_stopped_agent_and_none_are_told_apart()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        ProcessSignals.Stop(kiosk.Agent.Pid);
        try
        {
            var stopped = await DoctorAsync(kiosk);
            Assert.Equal(("fault", $"process {kiosk.Agent.Pid} is stopped (SIGSTOP), so it answers nothing"), (stopped["agent"].Grade, stopped["agent"].Reason));
            Assert.Contains($"kill -CONT {kiosk.Agent.Pid}", stopped["agent"].Act, StringComparison.Ordinal);
            Assert.Equal("not looked at: the agent has them open and did not tell how they are", stopped["devices"].Reason);
        }
        finally
        {
            ProcessSignals.Continue(kiosk.Agent.Pid);
        }
        await Until.TrueAsync(async () => (await DoctorAsync(kiosk))["agent"].Grade == "ok", Limit, () => kiosk.Agent.LastLines);

        // The broker outlives a hub that is killed.
        var broker = system.Hub.BrokerPid!.Value;
        await system.Hub.Kill9Async();
        ProcessSignals.Kill9(broker);
        await Until.TrueAsync(async () => (await DoctorAsync(kiosk)) is var d && d["hub-mqtt"].Grade == "fault" && d["hub-mqtt"].Act!.Length > 0 && d["hub-https"].Grade == "attention", Limit, () => "a hub that was killed is not missed");

        await kiosk.StopAsync();
        Assert.StartsWith("none is running", (await DoctorAsync(kiosk))["agent"].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_permission_is_told_from_missing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can become somebody else.");
        var nobody = EdgeTool.Agent with { Prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] };
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        var closed = await DoctorRun.OfAsync(nobody, kiosk.Setup.Data, kiosk.Setup.Environment);
        foreach (var id in (string[])["agent", "data-folder", "identity"]) Assert.Contains("no permission", closed[id].Reason, StringComparison.Ordinal);
        Assert.Contains("there is no permission to ask the agent", closed["devices"].Reason, StringComparison.Ordinal);
        var missing = await DoctorRun.OfAsync(nobody, "/nowhere/at/all", kiosk.Setup.Environment);
        Assert.Contains("is missing", missing["data-folder"].Reason, StringComparison.Ordinal);
        Assert.Contains("is not provisioned", missing["identity"].Reason, StringComparison.Ordinal);

        using var folder = RunFolder.Create("edge-st-");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var node = Path.Combine(folder.Path, "lp0");
        await File.WriteAllTextAsync(node, "", Token);
        File.SetUnixFileMode(node, UnixFileMode.None);
        var environment = new Dictionary<string, string>
        {
            ["EDGE_Spool__AllowVolatile"] = "true", ["EDGE_Devices__Printer__Driver"] = "Lp", ["EDGE_Devices__Printer__Path"] = node,
            ["EDGE_Devices__Scanner__Driver"] = "Serial", ["EDGE_Devices__Scanner__Device"] = "/dev/no-such-tty",
        };
        var devices = await DoctorRun.OfAsync(nobody, folder.Path, environment);
        Assert.Equal(("fault", "it is there, but there is no permission to open it"), (devices["device-printer"].Grade, devices["device-printer"].Reason));
        Assert.Contains("usermod -aG", devices["device-printer"].Act, StringComparison.Ordinal);
        Assert.Equal("it is missing", devices["device-scanner"].Reason);
    }

    [Fact]
    public async Task Every_kind_of_driver_tells_no_permission_from_missing()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can make a device file and become somebody else.");
        var nobody = EdgeTool.Agent with { Prefix = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] };
        using var folder = RunFolder.Create("edge-st-");
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_111_111);
        var (i2c, spi, serial) = ("/dev/i2c-249", "/dev/spidev249.0", "/dev/ttyUSB249");
        var environment = new Dictionary<string, string>
        {
            ["EDGE_Spool__AllowVolatile"] = "true", ["EDGE_Devices__Display__Driver"] = "Hd44780", ["EDGE_Devices__Display__Bus"] = i2c, ["EDGE_Devices__Power__Driver"] = "Ina219", ["EDGE_Devices__Power__Bus"] = i2c,
            ["EDGE_Devices__Card__Driver"] = "Pn532", ["EDGE_Devices__Card__Path"] = i2c, ["EDGE_Devices__Strip__Driver"] = "Ws28xx", ["EDGE_Devices__Strip__Bus"] = spi, ["EDGE_Devices__Strip__Lights__ready__Pixel"] = "0",
            ["EDGE_Devices__Finger__Driver"] = "Zfm", ["EDGE_Devices__Finger__Path"] = serial, ["EDGE_Devices__Printer__Driver"] = "Serial", ["EDGE_Devices__Printer__Path"] = serial,
            ["EDGE_Devices__Keypad__Driver"] = "Keyboard", ["EDGE_Devices__Keypad__Device"] = serial,
        };
        string[] devices = ["device-display", "device-power", "device-card", "device-strip", "device-finger", "device-printer", "device-keypad"];
        try
        {
            foreach (var (node, major, minor) in new[] { (i2c, "89", "249"), (spi, "153", "249"), (serial, "188", "249") })
            {
                using var made = System.Diagnostics.Process.Start("mknod", ["--mode=000", node, "c", major, minor]);
                await made.WaitForExitAsync(Token);
                Assert.SkipUnless(made.ExitCode == 0, "No device files can be made here.");
            }
            var closed = await DoctorRun.OfAsync(nobody, folder.Path, environment);
            Assert.All(devices, d => Assert.Equal("it is there, but there is no permission to open it", closed[d].Reason));
        }
        finally
        {
            foreach (var node in (string[])[i2c, spi, serial]) File.Delete(node);
        }
        var missing = await DoctorRun.OfAsync(nobody, folder.Path, environment);
        Assert.All(devices, d => Assert.Equal("it is missing", missing[d].Reason));
    }

    [Fact]
    public async Task Neither_check_nor_doctor_listens_or_leaves_anything_behind()
    {
        using var shim = await BindShim.BuildAsync(Token);
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var kiosk = system.Kiosk;
        await kiosk.StopAsync();
        var environment = new Dictionary<string, string>(kiosk.Setup.Environment) { ["EDGE_Devices__Virtual"] = "true", ["LD_PRELOAD"] = shim.Library, [BindShim.Variable] = shim.Report };
        var before = CanarySearch.Snapshot(kiosk.Setup.Data);
        foreach (var command in (string[])["check", "doctor"]) await ToolRun.RunAsync(EdgeTool.Agent, [command, "--data", kiosk.Setup.Data], limit: Limit, environment: environment, cancellationToken: Token);
        Assert.Equal("", shim.Bound);
        Assert.Empty(CanarySearch.NewSince(kiosk.Setup.Data, before));

        // A program that does listen is caught by it.
        await using var agent = AgentProcess.Start(kiosk.Setup with { Environment = environment });
        await agent.WaitReadyAsync(Token);
        Assert.NotEqual("", shim.Bound);
    }

    [Fact]
    public async Task The_locale_says_in_which_language()
    {
        using var folder = RunFolder.Create("edge-st-");
        foreach (var (locale, word) in new[] { ("vi_VN.UTF-8", "LỖI"), ("en_US.UTF-8", "FAULT"), ("C", "FAULT") })
        {
            var environment = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = "true", ["LC_ALL"] = "", ["LC_MESSAGES"] = "", ["LANG"] = locale };
            var run = await ToolRun.RunAsync(EdgeTool.Agent, ["doctor", "--data", folder.Path], environment: environment, cancellationToken: Token);
            Assert.Contains(run.Output.Split('\n'), l => l.StartsWith(word, StringComparison.Ordinal));
        }
    }

    private static Task<DoctorAnswer> DoctorAsync(Kiosk kiosk) => DoctorRun.OfAsync(EdgeTool.Agent, kiosk.Setup.Data, kiosk.Setup.Environment);
}
