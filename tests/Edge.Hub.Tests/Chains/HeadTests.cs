using System.Security.Cryptography;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Chains;

public sealed class HeadTests
{
    [Fact]
    public async Task A_promise_outlives_the_chain_and_never_goes_back()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 1);
        var chain = board.Chain;
        var old = board.Head(1, 1, board.Record(10).Manifest.Digest);
        board.Record(10);
        var promised = board.Record(10).Manifest;
        await bench.PromiseAsync(board, board.Head(1, 4, promised.Digest));
        var heard = bench.Hub.Time.Now;
        bench.Hub.Time.Now += TimeSpan.FromDays(1);
        await bench.PromiseAsync(board, board.Head(1, 3, RandomNumberGenerator.GetBytes(32)));
        board.Restart();
        await bench.PromiseAsync(board, board.Head(0, 4, promised.Digest));

        var row = Assert.Single(await bench.ChainsAsync());
        Assert.Equal((chain, 1, 4, heard), (row.ChainId, row.FirstSequence, row.LastSequence, row.HeadAt));
        Assert.Equal(promised.Digest, row.LastDigest);
        Assert.Equal(4, (await bench.ReadAsync(db => db.Set<BoardContact>().SingleAsync(TestContext.Current.CancellationToken))).HeadSequence);
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task Two_heads_of_one_number_are_a_fork()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.PromiseAsync(board, board.Head(1, 3, RandomNumberGenerator.GetBytes(32)));
        Assert.Empty(await bench.IncidentsAsync());
        await bench.PromiseAsync(board, board.Head(1, 3, RandomNumberGenerator.GetBytes(32)));
        Assert.Equal(["fork ×1"], await bench.IncidentKindsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_record_that_is_not_what_the_head_named_is_a_fork(bool headFirst)
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(10);
        var other = board.Head(1, 1, RandomNumberGenerator.GetBytes(32));
        if (headFirst) await bench.PromiseAsync(board, other);
        var offer = board.Offer(record);
        if (!headFirst) offer = WithHead(board, record, other);
        await bench.SayAsync(offer, board.Chunk(record, bytes, 0, 10));
        Assert.Equal([(1, RecordFlags.Forked)], await bench.FlagsAsync());
        Assert.Contains(await bench.IncidentsAsync(), i => i.Kind == "fork");
        Assert.Equal(RecordState.Stored, Assert.Single(await bench.RecordsAsync()).State);
    }

    [Fact]
    public async Task A_head_of_another_board_or_with_impossible_numbers_is_refused()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var digest = RandomNumberGenerator.GetBytes(32);
        await bench.PromiseAsync(board, board.Head(5, 4, digest));
        await bench.PromiseAsync(board, board.Head(1, 1_000_000_000_000, digest));
        await bench.PromiseAsync(board, board.Head(1, 4, [1, 2, 3]));
        await bench.PromiseAsync(board, new SimulatedBoard("board-2", board.Key).Head(1, 4, digest));
        Assert.Equal(["bad-chain-head ×4"], await bench.IncidentKindsAsync());
        Assert.Empty(await bench.ChainsAsync());
    }

    [Fact]
    public async Task A_revoked_key_promises_nothing()
    {
        await using var bench = await IngestBench.OpenAsync();
        var stolen = await bench.BoardAsync("board-1");
        await bench.Hub.Registry.RevokeAsync("board-1", TestContext.Current.CancellationToken);
        await bench.BoardAsync("board-1");
        await bench.PromiseAsync(stolen, stolen.Head(1, 1_000, RandomNumberGenerator.GetBytes(32)));
        Assert.Empty(await bench.ChainsAsync());
        Assert.Equal(0, (await bench.ReadAsync(db => db.Set<BoardContact>().SingleAsync(TestContext.Current.CancellationToken))).HeadSequence);
    }

    [Fact]
    public async Task A_board_that_names_chains_without_end_fills_its_own_list_only_and_kept_promises_make_room()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.StoreAsync(board, 1);
        await bench.PromiseAsync(board, board.Head(1, 1, (await bench.RecordsAsync())[0].ManifestDigest));
        var digest = RandomNumberGenerator.GetBytes(32);
        await bench.ExecuteAsync("""
            WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
            INSERT INTO Chains SELECT 'board-1', printf('%08X-0000-0000-0000-000000000000', i), 1, 5, x'00', 1000 + i, 9000000000000 FROM n
            """);
        board.Restart();
        await bench.PromiseAsync(board, board.Head(1, 5, digest));
        Assert.Equal(10_000, (await bench.ChainsAsync()).Count);
        Assert.Empty(await bench.IncidentsAsync());

        board.Restart();
        await bench.PromiseAsync(board, board.Head(1, 5, digest));
        Assert.Equal(10_000, (await bench.ChainsAsync()).Count);
        Assert.Equal(["too-many-chains ×1"], await bench.IncidentKindsAsync());
    }

    private static Edge.Mqtt.MqttMessage WithHead(SimulatedBoard board, Contracts.Records.RecordManifest record, Contracts.Wire.SignedHead head)
    {
        var offer = board.NextOffer(1);
        offer.Head = head;
        offer.Records.Add(new Contracts.Wire.OfferedRecord { RecordId = record.Fields.RecordId, DigestPrefix = Google.Protobuf.ByteString.CopyFrom(record.Digest, 0, 8), Manifest = record.ToWire() });
        return board.Message("offer", offer);
    }
}
