using System.Text.Json;
using Edge.Hosting;
using Edge.Hub.Alerts;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Tests.Cli;

public sealed class StatusTests
{
    private const string Listens = """{"hub":{"data":"/var/lib/edge-hub"},"health":{"ingest":{"ok":true,"detail":"listening"}},"ingest":{"connected":true}}""";
    private const string Deaf = """{"hub":{"data":"/var/lib/edge-hub"},"health":{"ingest":{"ok":false,"detail":"refused"}},"ingest":{"connected":false}}""";
    private const string Full = """{"hub":{"data":"/var/lib/edge-hub"},"health":{"archive":{"ok":false,"detail":"disk full"},"ingest":{"ok":true,"detail":"listening"}},"ingest":{"connected":true}}""";

    [Fact]
    public void Where_nothing_is_wrong_all_is_well()
    {
        Assert.Equal(new Said("mọi việc đều tốt", "all is well"), Of(Listens));
        Assert.Equal("all is well; 1 alert somebody sees to", Of(Listens, Alert("kiosk-1", BoardCause.Paper) with { AckedAt = DateTimeOffset.UnixEpoch }).En);
    }

    [Fact]
    public void A_hub_that_hears_nobody_says_so_before_all_else_and_once()
    {
        Assert.Equal("to be done first: the hub does not hear the broker (refused); the boards keep every record -> read its log: journalctl -u edge-hub -n 50", Of(Deaf, Alert("", BoardCause.IngestNotListening)).En);
        Assert.Equal("to be done first: the archive cannot be written (disk full) -> see whether the disk has room: df -h /var/lib/edge-hub (and 1 more: edge-hub alert list)", Of(Full, Alert("kiosk-1", BoardCause.Fork)).En);
    }

    [Fact]
    public void Of_alerts_the_most_urgent_is_named()
    {
        var said = Of(Listens, Alert("kiosk-2", BoardCause.Paper), Alert("kiosk-1", BoardCause.Fork), Alert("kiosk-1", BoardCause.Silent));
        Assert.Equal("to be done first: board kiosk-1: chain of records forks (a copied card?) -> edge-hub node show kiosk-1 (and 2 more: edge-hub alert list)", said.En);
        Assert.Equal("việc cần làm trước: điểm kiosk-1: chuỗi hồ sơ bị tách đôi (thẻ bị sao chép?) -> edge-hub node show kiosk-1 (và 2 việc khác: edge-hub alert list)", said.Vi);
        Assert.StartsWith("to be done first: the last confirmed backup is too old -> edge-hub backup", Of(Listens, Alert("kiosk-1", BoardCause.Fork), Alert("", BoardCause.BackupTooOld)).En, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cause_has_its_place() =>
        Assert.All(Enum.GetValues<BoardCause>(), c => Assert.Contains(AlertWords.Of(c, false), Of(Listens, Alert("", c)).En, StringComparison.Ordinal));

    [Fact]
    public async Task A_running_hub_says_it_in_the_terminals_language()
    {
        await using var hub = await HubHarness.StartAsync();
        Assert.StartsWith("to be done first: ", await AnswerAsync(hub, TerminalLanguage.English), StringComparison.Ordinal);
        var answer = await AnswerAsync(hub, TerminalLanguage.Vietnamese);
        Assert.StartsWith("việc cần làm trước: ", answer, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^hub.startedAt: \d{4}-\d\d-\d\d \d\d:\d\d UTC", answer);
        Assert.StartsWith("{", await AnswerAsync(hub, TerminalLanguage.English, "--json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_hub_runs_that_is_said_in_the_terminals_language()
    {
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Fault, await HubCli.RunAsync(["--data", "/nosuch", "status"], TextWriter.Null, error, TerminalLanguage.Vietnamese, TestContext.Current.CancellationToken));
        Assert.StartsWith("edge-hub: không có trung tâm nào chạy trên /nosuch ", error.ToString(), StringComparison.Ordinal);
    }

    private static Said Of(string status, params AlertView[] open) => StatusHeadline.Of(JsonDocument.Parse(status).RootElement, open);

    private static AlertView Alert(string node, BoardCause cause) => new(1, node, "north", cause, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, null, null, "", "");

    private static async Task<string> AnswerAsync(HubHarness hub, string language, params string[] also)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(ExitCode.Ok, await HubCli.RunAsync(["--data", hub.Paths.Data, "status", .. also], output, error, language, TestContext.Current.CancellationToken));
        Assert.Equal("", error.ToString());
        return output.ToString();
    }
}
