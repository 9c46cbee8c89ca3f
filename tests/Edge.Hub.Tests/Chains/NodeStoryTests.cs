using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Views;

namespace Edge.Hub.Tests.Chains;

/// <summary>What `node show` says of a board's chains, word for word.</summary>
public sealed class NodeStoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gaps_damage_and_a_missing_tail_are_told_by_number_and_chain()
    {
        await using var bench = await IngestBench.OpenAsync();
        bench.Hub.Time.Now = new DateTimeOffset(2026, 11, 22, 3, 10, 0, TimeSpan.Zero);
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 3);
        var first = Name(board);
        board.Restart();
        var second = Name(board);
        await bench.StoreAsync(board, 2);
        Skip(board, 3);
        await bench.StoreAsync(board, 1);
        await bench.SayAsync(board.Offer(board.Record(10).Manifest));
        Skip(board, 2);
        await bench.SayAsync(Damaged(board, 7));
        board.Restart();
        var third = Name(board);
        Skip(board, 1);
        await bench.SayAsync(board.Offer());

        Assert.Equal(
        [
            "6 records here, 1 still arriving, 6 missing.",
            "It last spoke 2026-11-22 03:10 UTC; nothing was waiting on it then.",
            $"Chain {first}: records 1 to 3, all here.",
            $"Chain {second}: records 4 to 12; 1 still arriving; 6 is missing; 7 is missing, the board reported it damaged; 8 is missing; 11 and 12 were promised by its signed head on 2026-11-22 03:10 UTC and have not come.",
            $"Chain {third}: record 13; none of them is here; 13 was promised by its signed head on 2026-11-22 03:10 UTC and has not come.",
        ], await TellAsync(bench));
    }

    [Fact]
    public async Task Numbers_of_a_chain_never_heard_of_are_named()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        Skip(board, 2);
        board.Restart();
        await bench.StoreAsync(board, 1);
        Skip(board, 1);
        board.Restart();
        // The agent started again and has made nothing since: its head names what it found.
        await bench.SayAsync(board.Offer());
        var lines = await TellAsync(bench);
        Assert.Equal("1 record here, 3 missing.", lines[0]);
        Assert.Contains("records 1 to 2: the board has made them, in a chain of which nothing has come.", lines);
        Assert.Contains("record 4: the board has made it, in a chain of which nothing has come.", lines);
    }

    [Fact]
    public async Task A_fork_names_both_successors_and_both_chains()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 2);
        var copy = board.Copy();
        board.Restart();
        await bench.StoreAsync(board, 2);
        Skip(copy, 1);
        await bench.StoreAsync(copy, 1);
        await bench.StoreAsync(copy, 1);
        var lines = await TellAsync(bench);
        // Nobody has seen the copy's own number 3 yet.
        Assert.DoesNotContain(lines, l => l.StartsWith("FORK", StringComparison.Ordinal));
        Assert.Contains($"Chain {Name(copy)}: records 3 to 5; 3 is missing.", lines);

        var (third, bytes) = copy.Made[0];
        await bench.StoreAsync(copy, third, bytes);
        lines = await TellAsync(bench);
        Assert.Equal("Nothing is missing: 7 records here.", lines[0]);
        var sides = new[] { board.Chain, copy.Chain }.Order().Select(c => $"3 of chain {ChainName.Of(c)}");
        Assert.Contains($"FORK after record 2: two records name it as the one before them ({string.Join(", ", sides)}). The card was copied or restored; all are stored.", lines);
        Assert.Contains($"Chain {Name(board)}: records 3 to 4, all here.", lines);
        Assert.Contains($"Chain {Name(copy)}: records 3 to 5, all here.", lines);
    }

    [Fact]
    public async Task A_replaced_card_is_told_to_have_started_again()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 2);
        var again = await bench.BoardAsync("board-1");
        await bench.StoreAsync(again, 1);
        Assert.Equal($"Chains {Name(board)}, {Name(again)} each begin at a card's very first record: the card was wiped or replaced in between, and started again.", (await TellAsync(bench))[^1]);
    }

    [Fact]
    public async Task Many_whole_chains_are_one_line()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var chains = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            chains.Add(Name(board));
            await bench.StoreAsync(board, i == 5 ? 2 : 1);
            board.Restart();
        }
        Assert.Equal($"6 chains, {chains[0]} to {chains[5]}: records 1 to 7, all here.", (await TellAsync(bench))[2]);
    }

    [Fact]
    public async Task Records_signed_by_a_revoked_key_are_stored_receipted_flagged_and_counted()
    {
        await using var bench = await IngestBench.OpenAsync();
        var stolen = await bench.BoardAsync("board-1");
        var carrier = await bench.BoardAsync("board-2");
        await bench.StoreAsync(stolen, 2);
        await bench.Hub.Registry.RevokeAsync("board-1", Token);
        var (late, bytes) = stolen.Record(10);
        await bench.StoreAsync(carrier, late, bytes);

        Assert.Equal([(1, RecordFlags.None), (2, RecordFlags.None), (3, RecordFlags.RevokedKey)], await bench.FlagsAsync());
        var part = await new FlaggedPart(bench.Hub.Databases).TellAsync("board-1", await new ChainReader(bench.Hub.Databases).ReadAsync("board-1", Token), Token);
        Assert.Equal(["1 record signed by a key that was revoked: 'edge-hub record list --flagged --node board-1' lists them."], part.Lines);
        var listed = await ListAsync(new RecordQueries(bench.Hub.Databases), flagged: true);
        Assert.Equal((late.RecordId, "RevokedKey"), (Assert.Single(listed).RecordId, listed[0].Flags));
        Assert.Equal(3, (await ListAsync(new RecordQueries(bench.Hub.Databases), flagged: false)).Count);
    }

    [Fact]
    public async Task What_a_board_sent_since_it_was_compromised_is_flagged_too()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var other = await bench.BoardAsync("board-2");
        await bench.StoreAsync(board, 2);
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        var stolen = bench.Hub.Time.Now;
        await bench.StoreAsync(board, 1);
        await bench.StoreAsync(other, 1);
        await new CompromisedRecords(bench.Hub.Archive).FlagSinceAsync("board-1", stolen, Token);
        Assert.Equal([(1, RecordFlags.None), (2, RecordFlags.None), (3, RecordFlags.RevokedKey)], await bench.FlagsAsync());
        Assert.Equal([(1, RecordFlags.None)], await bench.FlagsAsync("board-2"));
    }

    [Fact]
    public async Task A_hundred_thousand_records_in_ten_thousand_chains_are_told_in_bounds()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("board-1");
        // Ten to a chain; every 1,000th has not come.
        await bench.ExecuteAsync("""
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
            INSERT INTO Records (Node, RecordId, ChainId, Sequence, PreviousDigest, Kind, Outcome, Officer, Priority, SealedSize, RecipientKeyId, Manifest, ManifestDigest, Signature, AcceptedAt, FirstSeenAt, State, Flags, Path, Carrier)
            SELECT 'board-1', printf('00000000-0000-0000-0000-%012X', i), printf('%08X-0000-0000-0000-000000000000', (i - 1) / 10), i, randomblob(32), 'card', 'complete', '', 5, 200000, 'k',
                randomblob(300), randomblob(32), randomblob(64), 0, 0, 1, 0, 'mqtt', 'board-1' FROM n WHERE i % 1000 <> 5
            """);
        var facts = await new ChainReader(bench.Hub.Databases).ReadAsync("board-1", Token);
        Assert.Equal((99_900, 0, 100, 2_000), (facts.Stored, facts.Receiving, facts.Missing, facts.Chains.Count));
        Assert.Equal(new OlderChains(8_000, 1, 80_000, 80), facts.Older);
        Assert.Equal(20, facts.Chains.Count(c => c.Missing is [{ Reason: MissingReason.Gap }]));
        Assert.InRange(ChainWords.Tell(facts).Count(), 40, 60);
    }

    private static async Task<List<string>> TellAsync(IngestBench bench) => [.. ChainWords.Tell(await new ChainReader(bench.Hub.Databases).ReadAsync("board-1", Token))];

    private static async Task<List<RecordSummary>> ListAsync(RecordQueries queries, bool flagged)
    {
        var list = new List<RecordSummary>();
        await foreach (var record in queries.ListAsync("board-1", flagged, Token)) list.Add(record);
        return list;
    }

    private static string Name(SimulatedBoard board) => ChainName.Of(board.Chain);

    private static void Skip(SimulatedBoard board, int count)
    {
        for (var i = 0; i < count; i++) board.Record(10);
    }

    private static Edge.Mqtt.MqttMessage Damaged(SimulatedBoard board, ulong sequence)
    {
        var offer = board.NextOffer(board.Sequence);
        offer.Damaged.Add(new DamagedRecord { Sequence = sequence });
        return board.Message("offer", offer);
    }
}
