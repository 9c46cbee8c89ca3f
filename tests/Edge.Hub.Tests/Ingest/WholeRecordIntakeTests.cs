using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Tests.Support;
using Edge.Testing.Sqlite;
using Google.Protobuf;

namespace Edge.Hub.Tests.Ingest;

/// <summary>Records that come with their manifests in one chunk, which no offer came before.</summary>
public sealed class WholeRecordIntakeTests
{
    [Fact]
    public async Task They_are_stored_at_once_and_one_receipt_serves_them_all()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var made = Enumerable.Range(0, 5).Select(i => board.Record(300 + i)).ToList();

        var have = await bench.SayAsync(board.Whole(made));
        Assert.Empty(have.Records);
        Assert.Equal(1u, have.HighestChunk);
        Assert.Equal(made.Select(m => m.Manifest.RecordId).Order(), Covered(bench, board, have).Order());

        // The archive has them as any other: each with a receipt of its own.
        bench.Restart();
        var offered = await bench.SayAsync(board.OfferById([.. made.Select(m => m.Manifest)]));
        foreach (var (manifest, _) in made) StoredReceipts.Verify(offered.Records.Single(r => r.RecordId == manifest.Fields.RecordId).Stored, manifest, bench.Hub.Keys.Trust);
        Assert.All(await bench.RecordsAsync(), r => Assert.Equal(Hub.Archive.RecordState.Stored, r.State));
        Assert.Empty(await bench.IncidentsAsync());
    }

    [Fact]
    public async Task What_comes_twice_is_stored_once_and_receipted_twice()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var one = board.Record(300);
        await bench.SayAsync(board.Whole(one));
        bench.Restart();
        await bench.SayAsync(board.Offer());
        Assert.Equal([one.Manifest.RecordId], Covered(bench, board, await bench.SayAsync(board.Whole(one), board.Whole(one))));
        Assert.Single(await bench.RecordsAsync());
    }

    [Fact]
    public async Task One_that_has_begun_to_come_in_pieces_is_finished_by_it()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var one = board.Record(300);
        await bench.SayAsync(board.Offer(one.Manifest), board.Chunk(one.Manifest, one.Bytes, 100, 200));
        Assert.Equal([one.Manifest.RecordId], Covered(bench, board, await bench.SayAsync(board.Whole(one))));
    }

    [Fact]
    public async Task What_is_wrong_with_one_is_told_of_it_and_costs_no_other()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var (one, rotted, three) = (board.Record(300), board.Record(300), board.Record(300));
        rotted.Bytes[7] ^= 1;
        var forged = new SimulatedBoard("board-1", SigningKey.Create()).Record(300);

        var have = await bench.SayAsync(board.Whole(one, rotted, three, forged));
        Assert.Equal([one.Manifest.RecordId, three.Manifest.RecordId], Covered(bench, board, have).OrderBy(id => id == three.Manifest.RecordId));
        Assert.Equal(HeldReason.Digest, State(have, rotted.Manifest).Held.Reason);
        Assert.Equal(HeldReason.Signature, State(have, forged.Manifest).Held.Reason);
        Assert.Equal(2, (await bench.RecordsAsync()).Count);
        Assert.Equal(["bad-digest", "bad-signature"], (await bench.IncidentsAsync()).Select(i => i.Kind).Order());
        Assert.Equal(2, bench.Refused["board-1"]);
    }

    [Fact]
    public async Task One_that_cannot_be_put_together_counts_as_lost_and_the_others_are_stored()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var (one, two) = (board.Record(300), board.Record(300));
        var chunk = board.WholeChunk(one, two);
        chunk.Whole[1].Exact = ByteString.CopyFrom(new byte[5]);

        var have = await bench.SayAsync(board.Message("chunk", chunk));
        Assert.Equal((1ul, 0), (have.HighestChunk, have.Records.Count));
        Assert.Equal([one.Manifest.RecordId], Covered(bench, board, have));
        Assert.Equal("malformed-manifest", Assert.Single(await bench.IncidentsAsync()).Kind);
    }

    [Fact]
    public async Task A_chunk_that_is_none_is_refused()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var one = board.Record(300);
        var both = board.WholeChunk(one);
        (both.RecordId, both.Data) = (one.Manifest.Fields.RecordId, ByteString.CopyFrom(1));
        var many = board.WholeChunk(Enumerable.Repeat(one, Limits.WholeRecords + 1));

        await bench.AnswersAsync(board.Message("chunk", both), board.Message("chunk", many));
        Assert.Empty(await bench.RecordsAsync());
        Assert.Equal(("malformed-chunk", 2), Assert.Single((await bench.IncidentsAsync()).Select(i => (i.Kind, (int)i.Count))));
    }

    /// <summary>A commit that fails at any call to the disk: no receipt is for what is not in the archive.</summary>
    [Fact]
    public async Task Nothing_is_receipted_that_is_not_committed()
    {
        FileLog? log = null;
        IDisposable? watch = null;
        await using var bench = IngestBench.Of(await NodeBench.OpenAsync(paths => watch = SqliteTap.Watch(paths.Data, log = new FileLog(paths.Data))));
        using var _ = watch;
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var failed = 0;
        for (var after = 0; after < 6; after++)
        {
            var made = new[] { board.Record(300), board.Record(300) };
            var left = after;
            log!.Fault = (o, _) => o.Equals(SqliteOperation.Sync) && --left < 0 ? NativeVfs.SyncFailed : NativeVfs.Ok;
            var told = await bench.AnswersAsync(board.Whole(made));
            log.Fault = (_, _) => NativeVfs.Ok;
            var stored = (await bench.RecordsAsync()).Where(r => r.State == Hub.Archive.RecordState.Stored).Select(r => r.RecordId).ToHashSet();
            foreach (var (_, have) in told)
            {
                if (have.Stored.Count == 0) failed++;
                else Assert.All(Covered(bench, board, have), id => Assert.Contains(id, stored));
            }
            await bench.SayAsync(board.Offer([.. made.Select(m => m.Manifest)]));
            Assert.Equal(2, Covered(bench, board, await bench.SayAsync(board.Whole(made))).Count);
        }
        Assert.True(failed > 0, "no fault was met");
    }

    // The records for which the board would believe this, of all it ever made.
    private static List<Guid> Covered(IngestBench bench, SimulatedBoard board, Have have)
    {
        var covered = new List<Guid>();
        foreach (var said in have.Stored)
        {
            if (said.ChainId.IsEmpty) said.ChainId = have.Incarnation;
            var records = board.Made.Select(m => m.Manifest).Where(m => m.Fields.ChainId == said.ChainId).ToDictionary(m => m.Fields.Sequence);
            covered.AddRange(RangeReceipts.Verify(said, have.ArchiveEpoch, records, bench.Hub.Keys.Trust).Records.Select(m => m.RecordId));
        }
        return covered;
    }

    private static RecordState State(Have have, RecordManifest manifest) => have.Records.Single(r => r.RecordId == manifest.Fields.RecordId);
}
