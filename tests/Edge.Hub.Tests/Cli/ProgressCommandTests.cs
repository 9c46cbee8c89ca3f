using System.Text.Json;
using Edge.Hosting;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views.Progress;
using Edge.Testing;

namespace Edge.Hub.Tests.Cli;

public sealed class ProgressCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Places_are_set_listed_written_and_read_again()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        Assert.Contains("dien-bien                Điện Biên: target 44345, by 2027-02-10, 500-600 a day", (await RunAsync(hub, "place", "set", "dien-bien", "--name", "Điện Biên", "--target", "44345", "--deadline", "2027-02-10", "--quota", "500-600")).Output, StringComparison.Ordinal);
        await RunAsync(hub, "place", "set", "north", "--name", "Mường Lay", "--parent", "dien-bien");
        Assert.Contains("\n  north Mường Lay\n", (await RunAsync(hub, "place", "list", "--tree")).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal(["dien-bien", "north"], JsonSerializer.Deserialize<List<PlaceView>>((await RunAsync(hub, "place", "list", "--json")).Output, HubJson.Options)!.Select(p => p.Code));
        var (code, _, error) = await RunAsync(hub, "place", "set", "dien-bien", "--parent", "north");
        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains("would be inside itself", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, (await RunAsync(hub, "place", "set", "Điện Biên", "--name", "x")).Code);

        var file = _folder.File("places.csv");
        Assert.Equal(ExitCode.Ok, (await RunAsync(hub, "place", "export", "--out", file)).Code);
        Assert.Equal([0xEF, 0xBB, 0xBF], (await File.ReadAllBytesAsync(file, Token))[..3]);
        Assert.StartsWith("code,name,parent", (await RunAsync(hub, "place", "export")).Output, StringComparison.Ordinal);
        Assert.Contains("2 places (0 new, 0 changed, 0 removed)", (await RunAsync(hub, "place", "import", file)).Output, StringComparison.Ordinal);
        await File.AppendAllTextAsync(file, "lai-chau,Lai Châu,nowhere,,,,\n", Token);
        Assert.Contains("line 4, parent: no line has this code", (await RunAsync(hub, "place", "import", file)).Error, StringComparison.Ordinal);
        Assert.Contains("is no place any more", (await RunAsync(hub, "place", "remove", "north")).Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Progress_is_told_in_words_in_json_and_as_a_spreadsheet()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        await RunAsync(hub, "place", "set", "dien-bien", "--name", "Điện Biên", "--target", "100");
        await RunAsync(hub, "place", "set", "north", "--name", "Mường Lay", "--parent", "dien-bien");
        var (code, output, _) = await RunAsync(hub, "progress", "--place", "north");
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("Điện Biên / Mường Lay: 0 enrolled, 0 today", output, StringComparison.Ordinal);
        Assert.Contains("0 of 100 (0.0 %) enrolled", (await RunAsync(hub, "progress")).Output, StringComparison.Ordinal);
        var view = JsonSerializer.Deserialize<ProgressView>((await RunAsync(hub, "progress", "--place", "dien-bien", "--json")).Output, HubJson.Options)!;
        Assert.Equal((1, "north"), (view.Place.Boards, Assert.Single(view.Children).Code));
        Assert.Equal(4, (await RunAsync(hub, "progress", "--csv")).Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("every count is that of a recount", (await RunAsync(hub, "progress", "check")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, "progress", "--place", "elsewhere")).Code);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(int Code, string Output, string Error)> RunAsync(HubHarness hub, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, Token);
        return (code, output.ToString(), error.ToString());
    }
}
