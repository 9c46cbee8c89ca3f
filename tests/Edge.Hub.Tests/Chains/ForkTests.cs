using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Google.Protobuf;

namespace Edge.Hub.Tests.Chains;

public sealed class ForkTests
{
    [Fact]
    public async Task Restarts_of_one_board_are_no_fork_in_any_order_of_arrival()
    {
        await using var bench = await IngestBench.OpenAsync();
        for (var seed = 0; seed < 20; seed++)
        {
            var board = await bench.BoardAsync($"board-{seed}");
            var made = new List<(RecordManifest Manifest, byte[] Bytes)>();
            for (var start = 0; start < 4; start++)
            {
                for (var i = 0; i < start; i++) made.Add(board.Record(10));
                board.Restart();
            }
            var order = made.ToArray();
            new Random(seed).Shuffle(order);
            foreach (var (record, bytes) in order) await bench.StoreAsync(board, record, bytes);
        }
        Assert.Empty(await bench.IncidentsAsync());
        Assert.All(await bench.RecordsAsync(), r => Assert.Equal(RecordFlags.None, r.Flags));
    }

    [Fact]
    public async Task Two_successors_of_one_record_are_stored_flagged_and_told_once_in_any_order()
    {
        await using var bench = await IngestBench.OpenAsync();
        for (var seed = 0; seed < 20; seed++)
        {
            var board = await bench.BoardAsync($"board-{seed}");
            var made = new List<(RecordManifest Manifest, byte[] Bytes)> { board.Record(10), board.Record(10) };
            var copy = board.Copy();
            board.Restart();
            for (var i = 0; i < 3; i++) made.AddRange([board.Record(10), copy.Record(10)]);
            var order = made.ToArray();
            new Random(seed).Shuffle(order);
            foreach (var (record, bytes) in order) await bench.StoreAsync(board, record, bytes);

            Assert.Equal([(1, RecordFlags.None), (2, RecordFlags.None), (3, RecordFlags.Forked), (3, RecordFlags.Forked), (4, RecordFlags.None), (4, RecordFlags.None), (5, RecordFlags.None), (5, RecordFlags.None)], await bench.FlagsAsync($"board-{seed}"));
        }
        Assert.Equal(Enumerable.Repeat("fork ×1", 20), await bench.IncidentKindsAsync());
        Assert.All(await bench.RecordsAsync(), r => Assert.Equal(Hub.Archive.RecordState.Stored, r.State));
    }

    [Fact]
    public async Task A_fork_within_one_offer_is_seen()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 1);
        var copy = board.Copy();
        await bench.SayAsync(board.Offer(board.Record(10).Manifest, copy.Record(10).Manifest));
        Assert.Equal([(1, RecordFlags.None), (2, RecordFlags.Forked), (2, RecordFlags.Forked)], await bench.FlagsAsync());
        Assert.Equal(["fork ×1"], await bench.IncidentKindsAsync());
    }

    [Fact]
    public async Task Two_records_of_one_number_of_one_chain_are_a_fork()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (first, bytes) = board.Record(10);
        var other = RecordManifest.Sign(Altered(first), board.Key);
        await bench.StoreAsync(board, first, bytes);
        await bench.StoreAsync(board, other, bytes);
        Assert.Equal([(1, RecordFlags.Forked), (1, RecordFlags.Forked)], await bench.FlagsAsync());
        Assert.Contains("two records carry number 1", Assert.Single(await bench.IncidentsAsync()).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_that_passes_over_one_reported_damaged_is_no_fork(bool reported)
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var one = (await bench.StoreAsync(board, 1))[0];
        // Offered, then damaged by a power cut down to its manifest.
        await bench.SayAsync(board.Offer(board.Record(10).Manifest));
        board.ForgetNewest(one);
        var offer = board.NextOffer(2);
        var (three, bytes) = board.Record(10);
        if (reported) offer.Damaged.Add(new DamagedRecord { Sequence = 2 });
        offer.Records.Add(new OfferedRecord { RecordId = three.Fields.RecordId, DigestPrefix = ByteString.CopyFrom(three.Digest, 0, 8), Manifest = three.ToWire() });
        await bench.SayAsync(board.Message("offer", offer), board.Chunk(three, bytes, 0, 10));
        Assert.Equal(!reported, (await bench.IncidentsAsync()).Exists(i => i.Kind == "fork"));
        Assert.Equal(reported ? RecordFlags.None : RecordFlags.Forked, (await bench.RecordsAsync()).Single(r => r.Sequence == 3).Flags);
    }

    [Theory]
    [InlineData(true, "fork")]
    [InlineData(false, "started-again")]
    public async Task Two_first_records_are_a_copied_card_by_one_key_and_a_new_beginning_by_two(bool sameKey, string incident)
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 2);
        var again = sameKey ? new SimulatedBoard("board-1", board.Key) : await bench.BoardAsync("board-1");
        await bench.StoreAsync(again, 2);
        Assert.Equal([$"{incident} ×1"], await bench.IncidentKindsAsync());
        var flags = sameKey ? RecordFlags.Forked : RecordFlags.None;
        Assert.Equal([(1, flags), (1, flags), (2, RecordFlags.None), (2, RecordFlags.None)], await bench.FlagsAsync());
    }

    [Fact]
    public async Task Boards_of_different_names_are_never_compared()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.StoreAsync(await bench.BoardAsync("board-1"), 2);
        await bench.StoreAsync(await bench.BoardAsync("board-2"), 2);
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task A_fork_that_could_not_be_committed_is_told_when_it_is()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 1);
        var copy = board.Copy();
        await bench.StoreAsync(board, 1);
        var (second, bytes) = copy.Record(10);
        await bench.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON Chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await bench.SayAsync(copy.Offer(second), copy.Chunk(second, bytes, 0, 10));
        Assert.Empty(await bench.IncidentsAsync());
        await bench.ExecuteAsync("DROP TRIGGER full");
        await bench.StoreAsync(copy, second, bytes);
        Assert.Equal(["fork ×1"], await bench.IncidentKindsAsync());
    }

    private static Manifest Altered(RecordManifest manifest)
    {
        var fields = manifest.Fields.Clone();
        fields.RecordId = ByteString.CopyFrom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));
        fields.PreviousDigest = ByteString.CopyFrom(new byte[32]);
        return fields;
    }
}
