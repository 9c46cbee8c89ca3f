using System.Text.Json;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Officers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Cli;
using Edge.Hub.Tests.Areas;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Cli;

public sealed class AreaCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task A_pin_is_made_and_printed_once_on_standard_output_alone()
    {
        await using var hub = await HubHarness.StartAsync();
        var (code, made, error) = await RunAsync(hub, "officer", "add", "hoa", "--name", "Nguyễn Thị Hoa", "--area", "north", "--expires", "2027-06-30");
        Assert.Equal((ExitCode.Ok, 6), (code, made.Trim().Length));
        Assert.True(OfficerPin.IsPin(made.Trim()));
        Assert.DoesNotContain(made.Trim(), error, StringComparison.Ordinal);
        Assert.Contains("no board is in area north yet", error, StringComparison.Ordinal);
        Assert.NotNull(OfficerPin.Open(await EntryAsync(hub), made.Trim()));
        var listed = JsonSerializer.Deserialize<List<OfficerView>>((await RunAsync(hub, "officer", "list", "--json")).Output, HubJson.Options)!;
        // Through that day, in Vietnam.
        Assert.Equal(new DateTimeOffset(2027, 6, 30, 17, 0, 0, TimeSpan.Zero), Assert.Single(listed).ExpiresAt);
        Assert.Contains("until 2027-06-30", (await RunAsync(hub, "officer", "list", "--area", "north")).Output, StringComparison.Ordinal);

        var file = _folder.File("pin");
        await File.WriteAllTextAsync(file, "314159\n", Token);
        (code, var output, error) = await RunAsync(hub, "officer", "pin", "hoa", "--pin-file", file);
        Assert.Equal((ExitCode.Ok, ""), (code, output));
        Assert.DoesNotContain("314159", error, StringComparison.Ordinal);
        Assert.NotNull(OfficerPin.Open(await EntryAsync(hub), "314159"));
        await File.WriteAllTextAsync(file, "12345\n", Token);
        (code, _, error) = await RunAsync(hub, "officer", "pin", "hoa", "--pin-file", file);
        Assert.Equal(ExitCode.Fault, code);
        Assert.Contains(OfficerPin.Rule, error, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Officers_are_locked_and_areas_have_quotas()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        await RunAsync(hub, "officer", "add", "hoa", "--name", "Hoa", "--area", "north");
        Assert.Contains("locked", (await RunAsync(hub, "officer", "lock", "hoa")).Output, StringComparison.Ordinal);
        Assert.Contains("active", (await RunAsync(hub, "officer", "unlock", "hoa")).Output, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, "officer", "lock", "huy")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(hub, "officer", "lock", "Hoa!")).Code);
        Assert.Equal(ExitCode.Usage, (await RunAsync(hub, "officer", "add", "huy", "--name", "Huy", "--area", "north", "--expires", "tomorrow")).Code);
        Assert.Contains("40 a day", (await RunAsync(hub, "area", "quota", "north", "40")).Output, StringComparison.Ordinal);
        var area = Assert.Single(JsonSerializer.Deserialize<List<AreaView>>((await RunAsync(hub, "area", "list", "--json")).Output, HubJson.Options)!);
        Assert.Equal(("north", 1, 1, 40, 0), (area.Area, area.Boards, area.Officers, area.DailyQuota, area.People));
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, "area", "quota", "north", "-1")).Code);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_that_comes_or_goes_is_told_to_its_area_by_itself()
    {
        await using var hub = await HubHarness.StartAsync();
        await RunAsync(hub, "area", "quota", "north", "40");
        var empty = await VersionAsync(hub);
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-1", key);
        await Until.TrueAsync(async () => await VersionAsync(hub) > empty, "the area file names the board");
        var with = await VersionAsync(hub);
        await RunAsync(hub, "node", "revoke", "kiosk-1");
        await Until.TrueAsync(async () => await VersionAsync(hub) > with, "the area file names the board no more");
    }

    [Fact(Timeout = 120_000)]
    public async Task A_worklist_is_imported_or_every_problem_named()
    {
        await using var hub = await HubHarness.StartAsync();
        await hub.AddAsync("kiosk-1");
        var file = _folder.File("people.csv");
        await File.WriteAllBytesAsync(file, People.Csv(People.Commune(2_000, 5)), Token);
        Assert.Contains("2000 people (2000 new, 0 changed, 0 gone)", (await RunAsync(hub, "worklist", "import", file, "--area", "north", "--expires", "10")).Output, StringComparison.Ordinal);
        var shown = JsonSerializer.Deserialize<WorklistView>((await RunAsync(hub, "worklist", "show", "--area", "north", "--json")).Output, HubJson.Options)!;
        Assert.EndsWith("0 of 1 boards have it\n  kiosk-1 has no list\n", (await RunAsync(hub, "worklist", "show", "--area", "north")).Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Equal((2_000, hub.Time.Now.AddDays(10).ToUnixTimeSeconds()), (shown.People, shown.ExpiresAt.ToUnixTimeSeconds()));

        await File.WriteAllTextAsync(file, "number,name,birth,sex,hamlet,residence,needs,lacks\n12,Giàng A Chơ,1985,m,Bản Mới,permanent,,\n,Vàng Thị Dín,soon,f,Bản Mới,permanent,,\n", Token);
        var (code, output, error) = await RunAsync(hub, "worklist", "import", file, "--area", "north");
        Assert.Equal((ExitCode.Fault, ""), (code, output));
        Assert.Contains("2 problems, nothing was imported", error, StringComparison.Ordinal);
        Assert.Contains("\nedge-hub: line 2, number: must be 12 digits, or empty\nedge-hub: line 3, birth: must be", error.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.DoesNotContain("Giàng", error, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, "worklist", "show", "--area", "south")).Code);
        Assert.Equal(ExitCode.Fault, (await RunAsync(hub, "worklist", "import", _folder.File("nothing.csv"), "--area", "north")).Code);
        await File.WriteAllBytesAsync(file, new byte[WorklistFile.MostBytes + 1], Token);
        Assert.Contains("more than", (await RunAsync(hub, "worklist", "import", file, "--area", "north")).Error, StringComparison.Ordinal);

        await File.WriteAllBytesAsync(file, Edge.Hub.Tests.Areas.Answers.Csv((Guid.Empty, "ready")), Token);
        Assert.Contains("line 2, record_id: no board has offered", (await RunAsync(hub, "answer", "import", file)).Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<long> VersionAsync(HubHarness hub) =>
        Assert.Single(JsonSerializer.Deserialize<List<AreaView>>((await RunAsync(hub, "area", "list", "--json")).Output, HubJson.Options)!).FileVersion;

    private static async Task<AreaOfficer> EntryAsync(HubHarness hub)
    {
        await using var db = await hub.Get<IDbContextFactory<Hub.Archive.HubDb>>().CreateDbContextAsync(Token);
        return AreaOfficer.Parser.ParseFrom((await db.Set<Officer>().SingleAsync(Token)).Entry);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(HubHarness hub, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await HubCli.RunAsync([.. arguments, "--data", hub.Paths.Data], output, error, Token);
        return (code, output.ToString(), error.ToString());
    }
}
