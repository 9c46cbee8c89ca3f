using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Google.Protobuf;

namespace Edge.Hub.Tests.Areas;

public sealed class OfficerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task An_officer_opens_the_area_with_the_pin_and_with_no_other()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "east", "west") with { ExpiresAt = bench.Hub.Time.Now.AddDays(9) }, Token);
        var file = await bench.TakeAreaAsync(board, "one");
        var officer = Assert.Single(file.Officers);
        Assert.Equal(("hoa", "Nguyễn Thị Hoa", false, bench.Hub.Time.Now.AddDays(9).ToUnixTimeMilliseconds()), (officer.Id, officer.Name, officer.Locked, officer.ExpiresAtMs));
        Assert.Null(OfficerPin.Open(officer, "271829"));
        using var key = AreaBench.AreaKey(file, "hoa", "271828");
        using var real = new Hub.Areas.AreaKeys(bench.Hub.Paths).Open("east", null);
        Assert.Equal(real.ExportSubjectPublicKeyInfo(), key.ExportSubjectPublicKeyInfo());
        var viewed = Assert.Single(await bench.Areas.Officers.ListAsync("west", Token));
        Assert.Equal(["west"], viewed.AreasWithoutBoards);
        Assert.Empty(await bench.Areas.Officers.ListAsync("north", Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Who_is_locked_gets_no_area_key_and_who_has_a_new_pin_gets_it_under_that()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "east"), Token);
        await bench.TakeAreaAsync(board, "one");
        await bench.Areas.Officers.LockAsync(Actor.CommandLine, "hoa", locked: true, Token);
        var locked = Assert.Single((await bench.TakeAreaAsync(board, "one")).Officers);
        Assert.True(locked.Locked);
        Assert.True(locked.WrappedAreaKey.IsEmpty);
        await bench.Areas.Officers.LockAsync(Actor.CommandLine, "hoa", locked: false, Token);
        await bench.Areas.Officers.SetPinAsync(Actor.CommandLine, "hoa", OfficerPin.Make("hoa", "314159").ToByteArray(), Token);
        var file = await bench.TakeAreaAsync(board, "one");
        Assert.Null(OfficerPin.Open(file.Officers[0], "271828"));
        using var key = AreaBench.AreaKey(file, "hoa", "314159");
    }

    [Fact(Timeout = 120_000)]
    public async Task What_is_no_officer_is_refused_and_changes_nothing()
    {
        await using var bench = await AreaBench.OpenAsync();
        var good = AreaBench.Officer("hoa", "271828", "east");
        var list = bench.Areas.Officers;
        foreach (var bad in new[]
        {
            good with { Id = "Hoa" }, good with { Id = "huy" }, good with { Name = " " }, good with { Name = "a\u001bb" }, good with { Name = "a\ud800b" }, good with { Name = new string('a', 81) }, good with { Areas = [] }, good with { Areas = ["East"] }, good with { Entry = [1, 2, 3] },
            good with { Entry = OfficerPin.Make("hoa", "271828", 1_000).ToByteArray() },
        })
        {
            await Assert.ThrowsAsync<MalformedException>(() => list.AddAsync(Actor.CommandLine, bad, Token));
        }
        Assert.Empty(await list.ListAsync(null, Token));
        Assert.Empty(await bench.Areas.Views.AllAsync(Token));
        await list.AddAsync(Actor.CommandLine, good, Token);
        Assert.Contains("already", (await Assert.ThrowsAsync<MalformedException>(() => list.AddAsync(Actor.CommandLine, good, Token))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<MalformedException>(() => list.LockAsync(Actor.CommandLine, "huy", locked: true, Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Records_tell_which_officer_made_them()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Ingest.SayAsync(board.Offer(board.Record(100).Manifest));
        board.Officer = "hoa";
        var (record, _) = board.Record(100);
        await bench.Ingest.SayAsync(board.Offer(record));
        var queries = new RecordQueries(bench.Hub.Databases);
        var listed = await queries.ListAsync(null, flagged: false, Token).ToListAsync(Token);
        Assert.Equal([("card", "complete", ""), ("card", "complete", "hoa")], listed.Select(r => (r.Kind, r.Outcome, r.Officer)));
        Assert.Equal("hoa", Assert.Single(await queries.ShowAsync(record.RecordId, Token)).Officer);
    }

    [Fact(Timeout = 120_000)]
    public async Task An_officer_stays_locked_and_the_key_the_same_over_a_restart()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "east"), Token);
        var before = await bench.TakeAreaAsync(board, "one");
        await bench.Hub.RestartAreasAsync();
        bench.Ingest.Restart();
        await bench.Areas.Upkeep.RefreshAsync(Token);
        Assert.Empty(await bench.OfferedAsync(board));
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("huy", "161803", "east"), Token);
        var after = await bench.TakeAreaAsync(board, "one");
        using var hoa = AreaBench.AreaKey(before, "hoa", "271828");
        using var huy = AreaBench.AreaKey(after, "huy", "161803");
        Assert.Equal(hoa.ExportSubjectPublicKeyInfo(), huy.ExportSubjectPublicKeyInfo());
    }
}
