using System.Net.Sockets;
using Edge.Agent.Identity;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Doctor;

/// <summary>Each fault is made for real on a provisioned board; the doctor names it, says why, and what to do.</summary>
public sealed class DoctorFaultTests
{
    private const string Board = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0}}""";
    private const string Kiosk = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Devices":{"Virtual":true},"Kiosk":{"Languages":["vi","hmn"]}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string> Faults => new()
    {
        // fault made, finding, grade, what it says
        { "nothing", "configuration", "ok", "good" },
        { "nothing", "agent", "fault", "none is running" },
        { "nothing", "devices", "ok", "none are set" },
        { "nothing", "certificate", "ok", "valid to" },
        { "nothing", "trust-file", "ok", "signed by the pinned root" },
        { "nothing", "hub-mqtt", "fault", "nothing listens on that port" },
        { "nothing", "hub-https", "attention", "nothing listens on that port" },
        { "unknown setting", "configuration", "fault", "wrong" },
        { "unknown setting", "devices", "attention", "the configuration is wrong" },
        { "no space", "free-space", "fault", "less than the reserve" },
        { "open key", "identity", "attention", "others can read the board's key" },
        { "no key", "identity", "fault", "the board's key is missing" },
        { "no identity", "identity", "fault", "this board is not provisioned" },
        { "foreign key", "data-folder", "fault", "does not belong to the owner" },
        { "damaged key", "identity", "fault", "damaged" },
        { "damaged certificate", "certificate", "attention", "the hub may refuse it" },
        { "left probe", "data-folder", "ok", "can be written" },
        { "damaged trust file", "trust-file", "attention", "the newest one is damaged" },
        { "held folder", "agent", "attention", "it is starting or stopping" },
        { "held folder", "devices", "attention", "the agent has them open" },
        { "held folder", "hub-mqtt", "attention", "may be connected" },
        { "left socket", "agent", "fault", "none is running" },
        { "silent agent", "agent", "fault", "did not answer within 1 s" },
        { "silent agent", "devices", "attention", "the agent has them open" },
        { "silent agent", "hub-mqtt", "attention", "may be connected" },
        { "listing agent", "agent", "fault", "answers with an error" },
        { "babbling agent", "agent", "fault", "answers with an error" },
        { "language without clips", "voice", "fault", "language hmn has no clips" },
        { "missing printer", "device-printer", "fault", "it is missing" },
        { "missing bus", "device-display", "fault", "it is missing" },
    };

    [Theory(Timeout = 180_000), MemberData(nameof(Faults))]
    public async Task A_fault_is_named_with_its_grade_and_what_to_do(string fault, string finding, string grade, string says)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Settings(fault);
        using var made = Make(fault, agent);
        var doctor = await DoctorRun.OfAsync(agent, "--wait", fault == "silent agent" ? "1" : "60");
        var line = doctor[finding];
        Assert.Equal((grade, true), (line.Grade, line.Reason.Contains(says, StringComparison.Ordinal)));
        Assert.NotEqual(line.Vietnamese, line.Reason);
        if (grade == "fault") Assert.NotNull(line.Act);
        Assert.Equal(fault == "held folder" ? ("attention", 2) : ("fault", 1), (doctor.Worst, doctor.Code));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_folder_whose_path_is_too_long_for_a_socket_is_told_like_any_other_fault()
    {
        using var folder = new TestFolder();
        var (code, answer, talk) = await new CommandLine(Path.Combine(folder.Root, new string('x', 120)), null).RunAsync("doctor", "--json");
        Assert.Equal((1, ""), (code, talk));
        Assert.Contains("is too long: its agent.sock", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_folder_that_is_not_there_is_told_from_one_that_cannot_be_written()
    {
        await using var agent = new TestAgent();
        var file = Path.Combine(agent.Data.Root, "agent.json");
        await File.WriteAllTextAsync(file, Board, Token);
        var (_, answer, _) = await new CommandLine(Path.Combine(agent.Data.Root, "none"), file).RunAsync("doctor", "--json");
        Assert.Contains("none is missing", answer, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_agent_is_told_and_the_worst_is_the_exit_code()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = Kiosk;
        await agent.StartAsync();
        var doctor = await DoctorRun.OfAsync(agent);
        Assert.Equal("ok", doctor["agent"].Grade);
        Assert.StartsWith("0 waiting", doctor["records"].Reason, StringComparison.Ordinal);
        Assert.Equal(("fault", 1), (doctor.Worst, doctor.Code)); // the hub's port 9 answers nobody
    }

    private static string Settings(string fault) => fault switch
    {
        "unknown setting" => """{"Spool":{"AllowVolatile":true,"Stoer":"litedb"}}""",
        "no space" => """{"Spool":{"AllowVolatile":true,"ReserveBytes":1099511627776,"BallastBytes":0}}""",
        "language without clips" => Kiosk,
        "missing printer" => """{"Spool":{"AllowVolatile":true},"Devices":{"Printer":{"Driver":"Lp","Path":"/dev/usb/no-such-lp"}}}""",
        "missing bus" => """{"Spool":{"AllowVolatile":true},"Devices":{"Display":{"Driver":"Hd44780","Bus":"/dev/i2c-250"}}}""",
        _ => Board,
    };

    private static IDisposable? Make(string fault, TestAgent agent)
    {
        var files = new IdentityFiles(agent.Data);
        switch (fault)
        {
            case "open key":
                File.SetUnixFileMode(files.Key, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
                return null;
            case "foreign key":
                Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give a file away.");
                using (var chown = System.Diagnostics.Process.Start("chown", ["65534", files.Key])) chown.WaitForExit();
                return null;
            case "no key":
                File.Delete(files.Key);
                return null;
            case "no identity":
                Directory.Delete(files.Folder, recursive: true);
                return null;
            case "damaged key":
                File.WriteAllText(files.Key, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
                return null;
            case "damaged certificate":
                File.WriteAllText(files.Certificate, "no certificate");
                return null;
            case "left probe":
                File.WriteAllText(Path.Combine(agent.Data.Root, $".doctor-{Environment.ProcessId}"), "");
                return null;
            case "damaged trust file":
                File.WriteAllBytes(files.Trust, [1, 2, 3]);
                return null;
            case "held folder":
                return agent.Data.Hold();
            case "left socket":
                Listener(agent).Dispose();
                return null;
            case "silent agent":
                return Listener(agent);
            case "babbling agent" or "listing agent":
                var listener = Listener(agent);
                _ = BabbleAsync(listener, fault == "babbling agent" ? "?!?" : "[1]");
                return listener;
            default:
                return null;
        }
    }

    private static Socket Listener(TestAgent agent)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(agent.Data.Socket));
        socket.Listen(16);
        return socket;
    }

    private static async Task BabbleAsync(Socket listener, string body)
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptAsync(Token), body);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The test is over.
        }
    }

    private static async Task AnswerAsync(Socket one, string body)
    {
        using (one)
        {
            if (await one.ReceiveAsync(new byte[4096], Token) > 0) await one.SendAsync(System.Text.Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"), Token);
        }
    }

    /// <summary>A command on another folder than its agent's.</summary>
    private sealed class CommandLine(string data, string? config)
    {
        public async Task<(int Code, string Answer, string Talk)> RunAsync(params string[] arguments)
        {
            var (output, talk) = (new StringWriter(), new StringWriter());
            var code = await new Edge.Agent.Cli.AgentCommands(Program.Compose, output, talk, () => Stream.Null).InvokeAsync([.. arguments, "--data", data, .. config is null ? (string[])[] : ["--config", config]], Token);
            return (code, output.ToString(), talk.ToString());
        }
    }
}
