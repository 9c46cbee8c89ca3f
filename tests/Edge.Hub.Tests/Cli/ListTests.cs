using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Hub.Releases;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Cli;

/// <summary>Lists for people: headings, the terminal's language, and of what there is not a sentence.</summary>
public sealed class ListTests
{
    private static readonly ReleaseList Some = new([new AddedReleaseView("1.2", 7, "arm64", 0, 1_234_567, "", DateTimeOffset.UnixEpoch, "anna", true)], new Dictionary<string, int> { ["1.1"] = 2 },
        new Dictionary<string, IReadOnlyDictionary<ReleaseState, int>> { ["1.2"] = new Dictionary<ReleaseState, int> { [ReleaseState.Waiting] = 2 } },
        [new ReleaseBoard("kiosk-1", "north", "1.1", null, new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero))]);

    [Fact]
    public void Releases_and_boards_have_headings_in_the_terminals_language()
    {
        var english = new ReleaseText("en").Lines(Some).ToList();
        Assert.Matches("^VERSION +NUMBER +FOR +UPON NUMBER +SIZE +FILE$", english[0]);
        Assert.Matches("^1.2 +7 +arm64 +- +1.2 MB +here$", english[1]);
        Assert.Equal("version 1.2 is offered to 2 boards: 2 not begun", english[3]);
        Assert.Matches("^BOARD +GROUP +RUNS +HEARD +IS OFFERED$", english[4]);
        Assert.Matches("^kiosk-1 +north +1.1 +2026-12-01 07:00 UTC +nothing$", english[5]);
        Assert.Matches("^BẢN +SỐ +LOẠI MÁY +DỰA TRÊN SỐ +DUNG LƯỢNG +TỆP$", new ReleaseText("vi").Lines(Some).First());
    }

    [Theory]
    [InlineData("edge-hub: no board is called nosuch; 'edge-hub node list' shows those there are\n", "alert", "list", "--node", "nosuch")]
    [InlineData("edge-hub: no board is called nosuch; 'edge-hub node list' shows those there are\n", "alert", "list", "--all", "--node", "nosuch")]
    [InlineData("edge-hub: no area is called nosuch; 'edge-hub area list' shows those there are\n", "officer", "list", "--area", "nosuch")]
    public async Task What_is_asked_of_something_that_there_is_not_ends_with_1(string said, params string[] arguments)
    {
        await using var hub = await HubHarness.StartAsync();
        Assert.Equal((ExitCode.Fault, "", said), await RunAsync(hub, "en", arguments));
    }

    [Fact]
    public async Task An_empty_list_of_what_there_is_is_none()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        Assert.Equal((ExitCode.Ok, "", "edge-hub: there is no alert\n"), await RunAsync(hub, "en", "alert", "list", "--node", "kiosk-1"));
        Assert.Equal((ExitCode.Ok, "", "edge-hub: chưa có bản phát hành nào; thêm bằng: edge-hub release add TỆP\n"), await RunAsync(hub, "vi", "release", "list", "--release-version", "9"));
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "en", "officer", "list", "--area", "north")).Code);
        Assert.Matches(@"^ĐIỂM +NHÓM +TÌNH TRẠNG\nkiosk-1 +north +chờ đăng ký\n$", (await RunAsync(hub, "vi", "node", "list")).Output);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(HubHarness hub, string language, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, language, TestContext.Current.CancellationToken);
        return (code, output.ToString(), error.ToString());
    }
}
