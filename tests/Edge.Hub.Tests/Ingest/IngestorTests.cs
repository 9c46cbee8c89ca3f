using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Mqtt;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Ingest;

public sealed class IngestorTests
{
    [Fact]
    public async Task A_whole_record_is_stored_once_and_receipted()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(40_000);

        var offered = await bench.SayAsync(board.Offer(record));
        Assert.Empty(Assert.Single(offered.Records).Committed.Ranges);
        Assert.Equal(1u, offered.AnswersOffer);
        Assert.True(offered.Window.Bytes > 0 && offered.Window.Chunks > 0);

        var half = await bench.SayAsync(board.Chunk(record, bytes, 0, 16_000));
        Assert.Equal(new ByteRange { First = 0, End = 16_000 }, Assert.Single(Assert.Single(half.Records).Committed.Ranges));
        Assert.Equal(1u, half.HighestChunk);

        var whole = await bench.SayAsync(board.Chunk(record, bytes, 16_000, 40_000));
        var receipt = Assert.Single(whole.Records).Stored;
        StoredReceipts.Verify(receipt, record, bench.Hub.Keys.Trust);
        Assert.Equal(receipt, Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Stored);

        bench.Restart();
        Assert.Equal(receipt, Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Stored);
        Assert.Equal(Hub.Archive.RecordState.Stored, Assert.Single(await bench.RecordsAsync()).State);
    }

    [Fact]
    public async Task Committed_ranges_survive_a_restart_of_the_hub()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(40_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 10_000, 20_000));

        bench.Restart();
        board.Reconnect();
        var have = await bench.SayAsync(board.OfferById(record));
        Assert.Equal(new ByteRange { First = 10_000, End = 20_000 }, Assert.Single(Assert.Single(have.Records).Committed.Ranges));
        Assert.Equal(0u, have.HighestChunk);
    }

    [Fact]
    public async Task Any_order_and_overlap_of_chunks_gives_the_record()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var random = new Random(7);
        for (var round = 0; round < 20; round++)
        {
            var (record, bytes) = board.Record(random.Next(1, 50_000));
            await bench.SayAsync(board.Offer(record));
            var cuts = Enumerable.Range(0, 12).Select(_ => random.Next(bytes.Length)).Append(0).Append(bytes.Length).Order().ToArray();
            var pieces = cuts.Zip(cuts.Skip(1)).Where(p => p.First < p.Second)
                .Select(p => (p.First, End: Math.Min(bytes.Length, p.Second + random.Next(5_000)))).ToArray();
            random.Shuffle(pieces);
            var have = new Have();
            foreach (var (first, end) in pieces) have = await bench.SayAsync(board.Chunk(record, bytes, first, end));
            StoredReceipts.Verify(Assert.Single(have.Records).Stored, record, bench.Hub.Keys.Trust);
        }
    }

    [Fact]
    public async Task A_board_hears_unknown_of_a_record_the_hub_has_no_manifest_of()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, _) = board.Record(100);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Unknown);
    }

    [Fact]
    public async Task A_board_hears_unknown_of_a_chunk_whose_record_the_hub_has_forgotten()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(100);
        await bench.SayAsync(board.Offer(record));
        bench.Restart();
        await bench.SayAsync(board.Offer());
        var have = await bench.SayAsync(board.Chunk(record, bytes, 0, 100));
        Assert.NotNull(Assert.Single(have.Records).Unknown);
        Assert.Equal(1u, have.HighestChunk);
    }

    [Fact]
    public async Task A_long_backlog_never_makes_the_hub_forget_what_is_under_way()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (slow, slowBytes) = board.Record(100);
        await bench.SayAsync(board.Offer(slow));
        for (var i = 0; i < 300; i++)
        {
            var (record, bytes) = board.Record(10);
            await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 10));
        }
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Chunk(slow, slowBytes, 0, 100))).Records).Stored);
    }

    [Fact]
    public async Task Wrong_bytes_are_discarded_told_and_taken_again()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(5_000);
        var wrong = bytes.ToArray();
        wrong[4_000] ^= 1;

        var refused = await bench.SayAsync(board.Offer(record), board.Chunk(record, wrong, 0, 5_000));
        Assert.Equal(HeldReason.Digest, Assert.Single(refused.Records).Held.Reason);
        Assert.Equal("bad-digest", Assert.Single(await bench.IncidentsAsync()).Kind);

        Assert.Empty(Assert.Single((await bench.SayAsync(board.OfferById(record))).Records).Committed.Ranges);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Chunk(record, bytes, 0, 5_000))).Records).Stored);
    }

    [Fact]
    public async Task A_record_nobody_known_has_signed_is_held_with_the_reason()
    {
        await using var bench = await IngestBench.OpenAsync();
        await bench.BoardAsync("board-1");
        var stranger = new SimulatedBoard("board-1", SigningKey.Create());
        var (record, _) = stranger.Record(100);
        Assert.Equal(HeldReason.Signature, Assert.Single((await bench.SayAsync(stranger.Offer(record))).Records).Held.Reason);
        Assert.Empty(await bench.RecordsAsync());
        Assert.Contains(await bench.IncidentsAsync(), i => i.Kind == "bad-signature");
    }

    [Fact]
    public async Task The_same_id_with_another_content_is_stored_too_and_flagged()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (one, first) = board.Record(100);
        var (two, second) = board.Record(200, one.RecordId);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(one), board.Chunk(one, first, 0, 100))).Records).Stored);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(two), board.Chunk(two, second, 0, 200))).Records).Stored);
        Assert.Equal([RecordFlags.None, RecordFlags.SameIdOtherDigest], (await bench.RecordsAsync()).Select(r => r.Flags));
        var said = Assert.Single(await bench.IncidentsAsync(), i => i.Kind == "same-id-other-digest").Detail;
        Assert.Contains($"is here as number {one.Fields.Sequence}", said, StringComparison.Ordinal);
        Assert.Contains($"as number {two.Fields.Sequence} of chain", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_predecessor_never_holds_a_record_and_shows_as_a_gap()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        board.Record(100);
        var (second, bytes) = board.Record(100);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(second), board.Chunk(second, bytes, 0, 100))).Records).Stored);
        await bench.SayAsync(board.Offer());
        Assert.Equal(1, Assert.Single(await bench.OverviewAsync()).ChainGaps);
    }

    [Fact]
    public async Task A_revoked_carrier_is_refused_and_on_record()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.Hub.Registry.RevokeAsync("board-1", TestContext.Current.CancellationToken);
        Assert.Empty(await bench.AnswersAsync(board.Offer(board.Record(100).Manifest)));
        Assert.Equal("revoked", Assert.Single(await bench.IncidentsAsync()).Kind);
        Assert.Empty(await bench.RecordsAsync());
    }

    [Fact]
    public async Task Malformed_and_oversize_messages_are_refused_on_record_and_disturb_nobody()
    {
        await using var bench = await IngestBench.OpenAsync();
        var good = await bench.BoardAsync("good");
        var bad = await bench.BoardAsync("bad");
        var (record, bytes) = good.Record(1_000);
        var (target, _) = bad.Record(1_000);
        await bench.SayAsync(bad.Offer(target));

        var answers = await bench.AnswersAsync(
            new MqttMessage(Topics.Chunk("bad"), new byte[] { 0xff, 0xff, 0xff }),
            new MqttMessage(Topics.Chunk("bad"), new byte[Limits.MessageBytes + 1]),
            new MqttMessage(Topics.Offer("bad"), "garbage"u8.ToArray()),
            bad.Message("chunk", new Chunk { Number = 1, RecordId = target.Fields.RecordId, Offset = 999, Data = ByteString.CopyFrom(1, 2) }),
            bad.Message("chunk", new Chunk { Number = 2, RecordId = target.Fields.RecordId, Offset = ulong.MaxValue, Data = ByteString.CopyFrom(1) }),
            bad.Message("chunk", new Chunk { Number = 3, RecordId = ByteString.Empty, Data = ByteString.CopyFrom(1) }),
            bad.Message("chunk", new Chunk { Number = 4, RecordId = target.Fields.RecordId }),
            new MqttMessage("edge/v1/bad/other/offer", Array.Empty<byte>()),
            good.Offer(record), good.Chunk(record, bytes, 0, 1_000));
        Assert.NotNull(Assert.Single(answers.Single(a => a.Node == "good").Have.Records).Stored);
        var incidents = await bench.IncidentsAsync();
        Assert.Equal([("bad", "malformed-chunk", 6L), ("bad", "malformed-offer", 1L)], incidents.Select(i => (i.Node, i.Kind, i.Count)).Order());
        Assert.Equal(0, await bench.ReadAsync(db => db.Set<ArchivedChunk>().CountAsync(c => c.Offset > 0, TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task Two_incarnations_of_one_board_take_turns_and_raise_an_incident()
    {
        await using var bench = await IngestBench.OpenAsync();
        var key = new SigningKey(Support.NodeBench.NewKey());
        await bench.BoardAsync("board-1");
        var one = new SimulatedBoard("board-1", key);
        var two = new SimulatedBoard("board-1", key);
        Assert.Equal(0u, (await bench.SayAsync(one.Offer())).PauseMs);
        Assert.Equal(0u, (await bench.SayAsync(two.Offer())).PauseMs);
        Assert.InRange((await bench.SayAsync(one.Offer())).PauseMs, 1u, 20_000u);
        Assert.Equal(0u, (await bench.SayAsync(two.Offer())).PauseMs);
        Assert.Contains(await bench.IncidentsAsync(), i => i.Kind == "two-incarnations");
    }

    [Fact]
    public async Task Two_carriers_of_one_record_share_what_is_committed()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var carrier = await bench.BoardAsync("board-2");
        var (record, bytes) = board.Record(3_000);
        await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 2_000));
        var answers = await bench.AnswersAsync(carrier.Offer(record), carrier.Chunk(record, bytes, 1_000, 3_000), board.Chunk(record, bytes, 0, 3_000));
        Assert.All(answers, a => Assert.NotNull(Assert.Single(a.Have.Records).Stored));
        Assert.Single(await bench.RecordsAsync());
    }

    [Fact]
    public async Task A_carrier_has_to_show_the_manifest_of_a_record_that_is_not_its_own()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var other = await bench.BoardAsync("board-2");
        var (record, bytes) = board.Record(1_000);
        await bench.SayAsync(board.Offer(record));
        Assert.NotNull(Assert.Single((await bench.SayAsync(other.OfferById(record))).Records).Unknown);
        Assert.NotNull(Assert.Single((await bench.SayAsync(other.Chunk(record, new byte[1_000], 0, 1_000))).Records).Unknown);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Chunk(record, bytes, 0, 1_000))).Records).Stored);
    }

    [Fact]
    public async Task A_commit_that_fails_is_told_as_held_and_nothing_is_claimed()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(1_000);
        await bench.SayAsync(board.Offer(record));
        await bench.ReadAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TRIGGER full BEFORE INSERT ON Chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END", TestContext.Current.CancellationToken));
        Assert.Equal(HeldReason.Storage, Assert.Single((await bench.SayAsync(board.Chunk(record, bytes, 0, 1_000))).Records).Held.Reason);
        Assert.Contains("full", bench.Status.Problem, StringComparison.Ordinal);

        await bench.ReadAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER full", TestContext.Current.CancellationToken));
        await bench.SayAsync(board.OfferById(record));
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Chunk(record, bytes, 0, 1_000))).Records).Stored);
        Assert.Null(bench.Status.Problem);
    }
}
