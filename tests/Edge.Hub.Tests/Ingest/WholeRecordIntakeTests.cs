using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
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

    /// <summary>Another that knows the manifest had begun it with bytes of its own.</summary>
    [Fact]
    public async Task Wrong_bytes_that_came_in_pieces_are_replaced()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var other = await bench.BoardAsync("board-2");
        var one = board.Record(300);
        await bench.SayAsync(board.Offer());
        await bench.SayAsync(other.Offer(one.Manifest), other.Chunk(one.Manifest, new byte[300], 0, 1));
        var answers = await bench.AnswersAsync(other.Chunk(one.Manifest, new byte[300], 299, 300), board.Whole(one));
        Assert.Equal([one.Manifest.RecordId], Covered(bench, board, answers.Single(a => a.Node == "board-1").Have));
        Assert.Empty(await bench.IncidentsAsync());
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
        var chunk = board.WholeChunk(one, rotted, three, board.Record(300), forged);
        chunk.Whole[3].Signature = chunk.Whole[0].Signature;

        var have = await bench.SayAsync(board.Message("chunk", chunk));
        Assert.Equal([one.Manifest.RecordId, three.Manifest.RecordId], Covered(bench, board, have).OrderBy(id => id == three.Manifest.RecordId));
        // Of the fourth it cannot be said whether it was signed so or came out wrong: it is offered next.
        Assert.Equal(2, have.Records.Count);
        Assert.Equal(HeldReason.Digest, State(have, rotted.Manifest).Held.Reason);
        Assert.Equal(HeldReason.Signature, State(have, forged.Manifest).Held.Reason);
        Assert.Equal(2, (await bench.RecordsAsync()).Count);
        Assert.Equal(["bad-digest", "bad-signature"], (await bench.IncidentsAsync()).Select(i => i.Kind).Order());
        Assert.Equal(3, bench.Refused["board-1"]);
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

    [Fact]
    public async Task So_many_that_no_link_of_ours_carries_them_are_left_to_offers()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.SayAsync(board.Offer());
        var (check, batch, session) = (new RecordCheck(bench.Signatures), new Batch(null!, bench.Hub.Time.GetUtcNow(), archiveEpoch: 1), new BoardSession("board-1"));
        var chunk = board.WholeChunk(Enumerable.Repeat(board.Record(1), Limits.WholeRecords));
        var taken = Enumerable.Range(0, 130).Sum(_ => check.Whole(batch, session, chunk, TimeSpan.Zero).Count);
        Assert.Equal(4000, taken);
        Assert.Equal(Limits.WholeRecords, check.Whole(batch, session, chunk, TimeSpan.FromSeconds(1)).Count);
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
