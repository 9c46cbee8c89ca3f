using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Objects;
using Edge.Hub.Progress;
using Edge.Hub.Releases;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Releases;

/// <summary>Operators add releases and say which boards are to have them; boards say how far they are.</summary>
public sealed class ReleaseBookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_release_is_added_offered_pulled_and_its_end_is_listed()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        var other = await bench.Ingest.BoardAsync("board-2");
        var file = bench.Make("2.0", 20);
        await bench.AddAsync(file);
        Assert.Null(await bench.OfferedAsync(board, runs: 10));
        await bench.OfferAsync("2.0", ReleaseBench.To("board-1"));
        Assert.Equal(ReleaseState.Waiting, (await bench.ShownAsync("board-1"))!.State);

        var offered = await bench.OfferedAsync(board, runs: 10);
        Assert.Equal((20UL, (ulong)file.Length), (offered!.Version, offered.Size));
        Assert.Equal(file, await bench.PullAsync("board-1", offered));
        // Another board is neither told of it nor given it.
        Assert.Null(await bench.OfferedAsync(other, runs: 10));
        Assert.Empty(await bench.PullAsync("board-2", offered));

        foreach (var (runs, refused, why, arrived, state) in new (ulong, ulong, string, ulong, ReleaseState)[]
        {
            (10, 0, "", 0, ReleaseState.Waiting), (10, 0, "", offered.Size / 2, ReleaseState.Pulling), (10, 0, "no room", offered.Size / 2, ReleaseState.Held), (10, 0, "", offered.Size, ReleaseState.Staged),
            (10, 20, "taken back: it was not well", 0, ReleaseState.Refused), (20, 0, "", 0, ReleaseState.Runs), (21, 0, "", 0, ReleaseState.Runs),
        })
        {
            var listed = await bench.OfferedAsync(board, runs, refused, why, arrived);
            Assert.Equal(state is ReleaseState.Refused or ReleaseState.Runs, listed is null);
            var shown = await bench.ShownAsync("board-1");
            Assert.Equal((state, why), (shown!.State, shown.Why));
            Assert.InRange(shown.Percent, state == ReleaseState.Pulling ? 49 : 0, state == ReleaseState.Pulling ? 50 : 0);
        }
        Assert.Equal(["command-line release-added 2.0", "user:lan release-offered 2.0: to board board-1: 1 boards"], (await bench.AuditAsync()).Select(a => a.StartsWith("command-line", StringComparison.Ordinal) ? a.Split(':')[0] : a));
    }

    [Fact]
    public async Task A_board_gets_what_differs_from_what_it_runs_and_others_the_whole()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await bench.AddAsync(bench.Make("2.0", 20));
        await bench.AddAsync(bench.Make("2.0", 20, "amd64", payload: 10));
        await bench.AddAsync(bench.Make("2.0", 20, basis: 10, payload: 3_000));
        await bench.OfferAsync("2.0", ReleaseBench.All());
        Assert.InRange((await bench.OfferedAsync(board, runs: 10))!.Size, 3_000UL, 4_000UL);
        Assert.InRange((await bench.OfferedAsync(board, runs: 11))!.Size, 50_000UL, 51_000UL);
        Assert.Contains("is here already", (await Assert.ThrowsAsync<MalformedException>(() => bench.AddAsync(bench.Make("2.0", 20)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_withdrawn_is_thrown_away_on_boards_but_not_because_a_hub_started_or_lost_the_file()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        var file = bench.Make("2.0", 20);
        var added = await bench.AddAsync(file);
        await bench.OfferAsync("2.0", ReleaseBench.All());
        Assert.Equal(20UL, (await bench.OfferedAsync(board, runs: 10, arrived: 5))!.Version);
        await bench.RestartAsync();
        Assert.Equal(20UL, (await bench.OfferedAsync(board, runs: 10, arrived: 5))!.Version);
        // Its file is lost: the board keeps what it has until it is added again.
        File.Delete(bench.Folder.PathOf(added.Digest));
        await bench.RestartAsync();
        Assert.Null(await bench.OfferedAsync(board, runs: 10, arrived: 5));
        Assert.False(Assert.Single((await bench.Views.ListAsync(null, all: false, Token)).Releases).Here);
        await bench.AddAsync(file);
        Assert.Equal(20UL, (await bench.OfferedAsync(board, runs: 10, arrived: 5))!.Version);

        Assert.Contains("'edge-hub release withdraw 2.0' first", (await Assert.ThrowsAsync<MalformedException>(() => bench.Book.RemoveAsync(Actor.CommandLine, "2.0", Token))).Message, StringComparison.Ordinal);
        Assert.Equal(1, (await bench.Book.WithdrawAsync(Actor.CommandLine, "2.0", new BoardChoice([], [], [], All: false, 100), Token)).Boards);
        var gone = await bench.OfferedAsync(board, runs: 10, arrived: 5);
        Assert.Equal((0UL, 0UL), (gone!.Version, gone.Size));
        Assert.Null(await bench.OfferedAsync(board, runs: 10));
        await bench.Book.RemoveAsync(Actor.CommandLine, "2.0", Token);
        Assert.Empty(Directory.GetFiles(bench.Hub.Paths.Releases));
    }

    [Fact]
    public async Task Before_it_is_known_what_is_offered_nobody_is_told_to_throw_anything_away()
    {
        await using var ingest = await Ingest.IngestBench.OpenAsync();
        var board = await ingest.BoardAsync("board-1");
        board.Told = new ObjectVersion { Name = Names.ReleaseObject("arm64"), Version = 10, Arrived = 5 };
        Assert.Empty((await ingest.SayAsync(board.Offer())).Objects);
    }

    [Fact]
    public async Task Boards_are_chosen_by_name_group_place_and_share()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        foreach (var (node, group) in new[] { ("a-1", "a"), ("a-2", "a"), ("b-1", "b"), ("c-1", "c") }) await bench.Ingest.BoardAsync(node, group);
        await bench.Places.SetAsync(Actor.CommandLine, "province", new PlaceChange("Tỉnh", null, null, null, null, null), Token);
        foreach (var code in new[] { "a", "b" }) await bench.Places.SetAsync(Actor.CommandLine, code, new PlaceChange("Xã", "province", null, null, null, null), Token);
        foreach (var version in new[] { "1.0", "2.0" }) await bench.AddAsync(bench.Make(version, 10));

        Assert.Equal(1, (await bench.OfferAsync("1.0", new BoardChoice([], ["c"], [], false, 100))).Boards);
        Assert.Equal(3, (await bench.OfferAsync("1.0", new BoardChoice([], [], ["province"], false, 100))).Boards);
        // A board is offered one version: the last that was said.
        Assert.Equal(2, (await bench.OfferAsync("2.0", new BoardChoice(["c-1"], ["b"], [], false, 100))).Boards);
        Assert.Equal(["a-1 1.0", "a-2 1.0", "b-1 2.0", "c-1 2.0"], await OfferedAsync(bench));
        await bench.Book.WithdrawAsync(Actor.CommandLine, "1.0", ReleaseBench.To("a-2"), Token);
        Assert.Equal(["a-1 1.0", "b-1 2.0", "c-1 2.0"], await OfferedAsync(bench));
        await bench.Book.WithdrawAsync(Actor.CommandLine, "1.0", ReleaseBench.All(), Token);
        await bench.Book.WithdrawAsync(Actor.CommandLine, "2.0", ReleaseBench.All(), Token);

        // A greater share has those of a lesser one in it.
        Assert.Equal(1, (await bench.OfferAsync("2.0", ReleaseBench.All(25))).Boards);
        var first = Assert.Single(await OfferedAsync(bench));
        Assert.Equal(3, (await bench.OfferAsync("2.0", ReleaseBench.All(51))).Boards);
        Assert.Contains(first, await OfferedAsync(bench));
    }

    [Fact]
    public async Task What_cannot_be_offered_is_refused_in_words()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        await bench.Ingest.BoardAsync("a-1", "a");
        await bench.AddAsync(bench.Make("1.0", 10));
        foreach (var (why, version, choice) in new[]
        {
            ("no boards are chosen", "1.0", ReleaseBench.To()), ("no release of version 9.9 is here", "9.9", ReleaseBench.To("a-1")), ("no board is called 7", "1.0", ReleaseBench.To("7")),
            ("no board is in the group 7", "1.0", new BoardChoice([], ["7"], [], false, 100)), ("no place has the code", "1.0", new BoardChoice([], [], ["7"], false, 100)), ("a share is 1 to 100", "1.0", ReleaseBench.All(0)),
        })
        {
            Assert.Contains(why, (await Assert.ThrowsAsync<MalformedException>(() => bench.OfferAsync(version, choice))).Message, StringComparison.Ordinal);
        }
        Assert.Empty(await OfferedAsync(bench));
    }

    [Fact]
    public async Task A_file_that_boards_would_not_take_is_not_taken_and_leaves_nothing_behind()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        using var stranger = SigningKey.Create();
        var good = bench.Make("1.0", 10);
        var damaged = (byte[])good.Clone();
        damaged[^1] ^= 1;
        foreach (var (why, bytes) in new[] { ("no release key", bench.Make("1.0", 10, by: stranger)), ("was cut off", good[..^1]), ("damaged on its way", damaged), ("not a release file", new byte[100]) })
        {
            Assert.Contains(why, (await Assert.ThrowsAsync<MalformedException>(() => bench.AddAsync(bytes))).Message, StringComparison.Ordinal);
        }
        Assert.Contains($"100 of {good.Length} bytes came", (await Assert.ThrowsAsync<MalformedException>(() => bench.Book.AddAsync(Actor.CommandLine, new MemoryStream(good, 0, 100), good.Length, Token))).Message, StringComparison.Ordinal);
        Assert.Contains("at most", (await Assert.ThrowsAsync<MalformedException>(() => bench.Book.AddAsync(Actor.CommandLine, Stream.Null, Limits.ReleaseBytes + 1, Token))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(bench.Hub.Paths.Releases));
        Assert.Empty((await bench.Views.ListAsync(null, all: true, Token)).Releases);
    }

    [Fact]
    public async Task What_a_board_says_of_its_program_is_bounded_and_a_board_that_says_nothing_is_shown_so()
    {
        await using var bench = await ReleaseBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await bench.AddAsync(bench.Make("1.0", 10));
        await bench.OfferAsync("1.0", ReleaseBench.All());
        await bench.Ingest.SayAsync(board.Offer());
        Assert.Equal(ReleaseState.Unable, (await bench.ShownAsync("board-1"))!.State);
        board.Told = new ObjectVersion { Name = "release-sparc", Version = 1 };
        await bench.Ingest.SayAsync(board.Offer());
        Assert.Equal(ReleaseState.Unable, (await bench.ShownAsync("board-1"))!.State);
        await bench.OfferedAsync(board, 1, refused: ulong.MaxValue, why: new string('x', 5_000), arrived: ulong.MaxValue);
        Assert.Equal(ReleaseState.Staged, (await bench.ShownAsync("board-1"))!.State);
        Assert.Null(await bench.OfferedAsync(board, ulong.MaxValue));
    }

    [Fact]
    public void Over_all_boards_so_much_is_given_of_releases_and_no_more()
    {
        var time = new HeldTime();
        var shelf = new ReleaseShelf(time);
        Assert.Equal(256, Enumerable.Range(0, 1_000).Count(_ => shelf.MayAnswer()));
        time.CreateTimer(_ => { }, null, TimeSpan.FromSeconds(0.5), Timeout.InfiniteTimeSpan).Dispose();
        Assert.Equal(128, Enumerable.Range(0, 1_000).Count(_ => shelf.MayAnswer()));
    }

    private static async Task<List<string>> OfferedAsync(ReleaseBench bench) =>
        [.. (await bench.Views.ListAsync(null, all: true, Token)).Listed.Where(b => b.Offered is not null).Select(b => $"{b.Node} {b.Offered!.Version}")];
}
