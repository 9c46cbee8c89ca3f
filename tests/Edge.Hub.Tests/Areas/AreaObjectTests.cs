using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Edge.Hub.Objects;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Areas;

public sealed class AreaObjectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Each_board_of_an_area_gets_the_file_sealed_to_itself_and_others_get_nothing()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (one, two, other) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "east"), await bench.Ingest.BoardAsync("other", "west"));
        Assert.Empty(await bench.OfferedAsync(one));
        await bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "east"), Token);
        Assert.Empty(await bench.OfferedAsync(other));
        var (toOne, toTwo) = (await bench.OfferedAsync(one, Names.AreaObject), await bench.OfferedAsync(two, Names.AreaObject));
        Assert.NotEqual(toOne!.Digest, toTwo!.Digest);
        // Asked for by a digest that is another's, there is no answer.
        Assert.Empty(await bench.PullAsync(two, toOne));
        Assert.Empty(await bench.PullAsync(other, toOne));
        var file = await bench.TakeAreaAsync(one, "one");
        Assert.Equal(("east", toOne.Version), (file.Area, file.Version));
        Assert.Equal(["one", "two"], file.Boards.Select(b => b.Node));
        Assert.Equal(one.Key.Public.Spki.ToArray(), Assert.Single(file.Boards[0].Keys).ToByteArray());
        Assert.Empty(await bench.OfferedAsync(one));
        await Assert.ThrowsAnyAsync<CryptographicException>(() => bench.TakeAsync(two, "one", Names.AreaObject));
    }

    [Fact(Timeout = 120_000)]
    public async Task What_was_sealed_keeps_its_bytes_over_a_restart_and_is_sealed_anew_for_another_key()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        var before = (await bench.OfferedAsync(board, Names.AreaObject))!;
        await bench.Hub.RestartAreasAsync();
        bench.Ingest.Restart();
        Assert.Equal(before, await bench.OfferedAsync(board, Names.AreaObject));

        var next = NodeBench.NewKey();
        using var certificate = await bench.Hub.EnrolAsync(await bench.Hub.AddAsync("one", "east"), next);
        await bench.Areas.Upkeep.RefreshAsync(Token);
        var renewed = new SimulatedBoard("one", new SigningKey(next)) { PrivateKey = next.ExportPkcs8PrivateKey() };
        // The board as it was still has the key it had; as it is now it has the new one. Each opens what it is offered.
        Assert.Equal(2, (await bench.TakeAreaAsync(board, "one")).Boards[0].Keys.Count);
        Assert.Equal(2, (await bench.TakeAreaAsync(renewed, "one")).Boards[0].Keys.Count);
    }

    [Fact(Timeout = 120_000)]
    public async Task The_file_has_a_new_version_when_a_board_comes_or_goes_and_none_when_nothing_differs()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        var first = await bench.TakeAreaAsync(board, "one");
        Assert.Equal(40U, first.DailyQuota);
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        await bench.Areas.Upkeep.RefreshAsync(Token);
        Assert.Empty(await bench.OfferedAsync(board));

        await bench.Ingest.BoardAsync("two", "east");
        await bench.Areas.Upkeep.RefreshAsync(Token);
        var second = await bench.TakeAreaAsync(board, "one");
        Assert.Equal(["one", "two"], second.Boards.Select(b => b.Node));
        await bench.Hub.Registry.RevokeAsync("two", Token);
        await bench.Areas.Upkeep.RefreshAsync(Token);
        var third = await bench.TakeAreaAsync(board, "one");
        Assert.Equal(["one"], third.Boards.Select(b => b.Node));
        Assert.True(first.Version < second.Version && second.Version < third.Version);
    }

    [Fact(Timeout = 120_000)]
    public async Task Nothing_a_board_says_of_its_versions_makes_more_rows_than_there_are_objects()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        for (var i = 0; i < 3; i++) await bench.Areas.Worklists.ImportAsync(Actor.CommandLine, "east", People.Csv(People.Commune(30 + i, 2)), 30, empty: false, Token);
        for (var version = 0UL; version < 60; version++)
        {
            board.Objects[Names.WorklistObject] = version * 31_337_000;
            board.Objects[Names.AreaObject] = version % 3;
            board.Objects[$"made-up-{version % 20}"] = version;
            await bench.OfferedAsync(board);
        }
        Assert.InRange(await bench.Ingest.ReadAsync(db => db.Set<SealedObject>().CountAsync(Token)), 1, 4);
        // More names than any board has are no offer.
        for (var i = 0; i < 40; i++) board.Objects[$"more-{i}"] = 1;
        Assert.Empty(await bench.Ingest.AnswersAsync(board.Offer()));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_board_that_has_a_later_file_than_a_restored_hub_gets_one_above_it_and_none_pushes_versions_to_the_sky()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        var file = await bench.TakeAreaAsync(board, "one");
        var told = file.Version + 3_600;
        Assert.Empty(await RefreshedAsync(told));
        var above = await bench.TakeAreaAsync(board, "one");
        Assert.Equal((told + 1, 40U), (above.Version, above.DailyQuota));

        // Once an hour at most, and never to a version that no clock could have given.
        Assert.Empty(await RefreshedAsync(told + 10));
        Assert.Empty(await bench.OfferedAsync(board));
        bench.Hub.Time.Pass(AheadBoards.Rarely);
        Assert.Empty(await RefreshedAsync((ulong)(bench.Hub.Time.Now + AheadBoards.Furthest).ToUnixTimeSeconds() + 1));
        Assert.Empty(await bench.OfferedAsync(board));
        Assert.Empty(await RefreshedAsync(told + 10));
        Assert.Equal(told + 11, (await bench.OfferedAsync(board, Names.AreaObject))!.Version);

        async Task<IReadOnlyList<Contracts.Wire.ObjectOnOffer>> RefreshedAsync(ulong version)
        {
            board.Objects[Names.AreaObject] = version;
            var offered = await bench.OfferedAsync(board);
            await bench.Areas.Upkeep.RefreshAsync(Token);
            return offered;
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task A_group_of_offers_seals_a_few_objects_and_the_others_come_at_the_next_offer()
    {
        await using var bench = await AreaBench.OpenAsync();
        var boards = new List<SimulatedBoard>();
        for (var i = 0; i < SealBudget.Most + 2; i++) boards.Add(await bench.Ingest.BoardAsync($"board-{i}", "east"));
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        Assert.Equal(SealBudget.Most, await ListedAsync());
        Assert.Equal(boards.Count, await ListedAsync());

        async Task<int> ListedAsync() => (await bench.Ingest.AnswersAsync([.. boards.Select(b => b.Offer())])).Count(a => a.Have.Objects.Count == 1);
    }

    [Theory(Timeout = 120_000)]
    [InlineData("CREATE TRIGGER full BEFORE INSERT ON SealedObjects BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END", "disk I/O error")]
    [InlineData("ALTER TABLE SealedObjects RENAME TO Away", "no such table")]
    [InlineData("DELETE FROM Areas", "")]
    public async Task An_object_that_cannot_be_stored_or_is_not_there_costs_no_record(string fault, string said)
    {
        await using var bench = await AreaBench.OpenAsync();
        var (board, other) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "west"));
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token);
        var (record, bytes) = other.Record(500);
        await bench.Ingest.ExecuteAsync(fault);
        var answers = await bench.Ingest.AnswersAsync(board.Offer(), other.Offer(record), other.Chunk(record, bytes, 0, 500));
        Assert.NotNull(Assert.Single(answers.Single(a => a.Node == "two").Have.Records).Stored);
        Assert.Empty(answers.Single(a => a.Node == "one").Have.Objects);
        var incidents = (await bench.Ingest.IncidentsAsync()).Where(i => i.Kind == "object-not-made").ToList();
        if (said.Length > 0) Assert.Contains(said, Assert.Single(incidents).Detail, StringComparison.Ordinal);
        else Assert.Empty(incidents);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_change_that_was_committed_and_could_not_be_read_back_is_done_and_on_offer_later()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Ingest.ExecuteAsync("ALTER TABLE WorklistEditions RENAME TO Away");
        Assert.Equal(40, (await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "east", 40, Token)).DailyQuota);
        Assert.Empty(await bench.OfferedAsync(board));
        await bench.Ingest.ExecuteAsync("ALTER TABLE Away RENAME TO WorklistEditions");
        Assert.Equal(40U, (await bench.TakeAreaAsync(board, "one")).DailyQuota);
    }

    [Fact(Timeout = 120_000)]
    public async Task Upkeep_hears_of_the_areas_whose_boards_or_keys_changed_and_of_nothing_else()
    {
        await using var bench = await AreaBench.OpenAsync();
        var heard = new List<string>();
        bench.Hub.Registry.Changed += heard.Add;
        var board = await bench.Ingest.BoardAsync("one", "east");
        Assert.Equal(["east"], heard.Distinct());
        heard.Clear();
        // Its secret is spent, which is no area's business.
        Assert.NotEmpty(bench.Hub.Registry.Nodes["one"].AwaitedKeys);
        await bench.Ingest.SayAsync(board.Offer());
        Assert.Empty(bench.Hub.Registry.Nodes["one"].AwaitedKeys);
        await bench.Hub.AddAsync("one", "east");
        Assert.Empty(heard);
        await bench.Hub.AddAsync("one", "west");
        Assert.Equal(["east", "west"], heard.Order(StringComparer.Ordinal));
        heard.Clear();
        await bench.Hub.Registry.RevokeAsync("one", Token);
        Assert.Equal(["west"], heard);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_missing_key_file_is_named_and_costs_no_record()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        var (record, bytes) = board.Record(500);
        await bench.Ingest.SayAsync(board.Offer(record));
        Assert.Equal(1, Assert.Single((await bench.Ingest.SayAsync(board.Chunk(record, bytes, 0, 500))).Records).Stored is null ? 0 : 1);
        await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Csv((record.RecordId, "ready")), Token);
        var file = bench.Hub.Paths.AreaKeyOf("east");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file) & (UnixFileMode)0x1FF);
        File.Move(file, file + ".away");
        Assert.Equal([Names.AreaObject], (await bench.OfferedAsync(board)).Select(o => o.Name));
        Assert.Contains(await bench.Ingest.IncidentsAsync(), i => i.Kind == "object-not-made" && i.Detail.Contains("never made twice", StringComparison.Ordinal));
        await Assert.ThrowsAsync<HubException>(() => bench.Areas.Officers.AddAsync(Actor.CommandLine, AreaBench.Officer("hoa", "271828", "east"), Token));
        File.Move(file + ".away", file);
        Assert.Equal([Names.AreaObject, Names.AnswersObject], (await bench.OfferedAsync(board)).Select(o => o.Name));
    }
}
