using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Ingest;

/// <summary>A board with a good certificate that means harm fills nothing but its own limits.</summary>
public sealed class HostileBoardTests
{
    [Fact]
    public async Task Records_that_never_come_are_held_beyond_a_limit_while_begun_ones_and_other_boards_go_on()
    {
        await using var bench = await IngestBench.OpenAsync();
        var hostile = await bench.BoardAsync("hostile");
        var good = await bench.BoardAsync("good");
        var (first, bytes) = hostile.Record(100);
        await bench.SayAsync(hostile.Offer(first));
        var held = 0;
        for (var i = 0; i < 40; i++)
        {
            var have = await bench.SayAsync(hostile.Offer([.. Enumerable.Range(0, 32).Select(_ => hostile.Record(100).Manifest)]));
            held += have.Records.Count(r => r.Held?.Reason == HeldReason.Unfinished);
        }
        Assert.Equal(1024, (await bench.RecordsAsync()).Count);
        Assert.Equal(1 + 40 * 32 - 1024, held);
        Assert.Contains(await bench.IncidentsAsync(), i => i is { Node: "hostile", Kind: "too-many-unfinished" });

        // So much of it was refused that nothing of it is looked at for a while.
        bench.Hub.Time.Pass(TimeSpan.FromMinutes(1));
        Assert.NotNull(Assert.Single((await bench.SayAsync(hostile.Offer(first), hostile.Chunk(first, bytes, 0, 100))).Records).Stored);
        Assert.NotNull(Assert.Single((await bench.SayAsync(hostile.Offer(hostile.Record(100).Manifest))).Records).Committed);
        var (record, all) = good.Record(100);
        Assert.NotNull(Assert.Single((await bench.SayAsync(good.Offer(record), good.Chunk(record, all, 0, 100))).Records).Stored);
    }

    [Fact]
    public async Task Reports_of_damage_are_bounded_in_an_offer_and_in_the_archive()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("hostile");
        await bench.SayAsync(Damaged(board, 1, 32));
        Assert.Equal(32, await CountAsync(bench));
        await bench.AnswersAsync(Damaged(board, 100, 33));
        await bench.AnswersAsync(Damaged(board, ulong.MaxValue - 5, 3));
        await bench.AnswersAsync(Damaged(board, 0, 1));
        Assert.Equal(32, await CountAsync(bench));
        Assert.Contains(await bench.IncidentsAsync(), i => i.Kind == "malformed-offer");
        for (var i = 0; i < 40; i++) await bench.SayAsync(Damaged(board, 1_000 + 32 * (ulong)i, 32));
        Assert.Equal(1024, await CountAsync(bench));
    }

    [Fact]
    public async Task Figures_beyond_reason_do_not_break_the_first_page()
    {
        await using var bench = await IngestBench.OpenAsync();
        foreach (var name in new[] { "board-1", "board-2" })
        {
            var board = await bench.BoardAsync(name);
            var offer = board.NextOffer(ulong.MaxValue / 2);
            offer.BacklogRecords = offer.BacklogBytes = long.MaxValue;
            await bench.SayAsync(board.Message("offer", offer));
            offer = board.NextOffer(ulong.MaxValue / 2);
            await bench.SayAsync(board.Message("offer", offer));
        }
        var boards = await bench.OverviewAsync();
        Assert.True(boards.Sum(b => b.BacklogRecords) >= 0 && boards.Sum(b => b.BacklogBytes) >= 0 && boards.Sum(b => b.ChainGaps) >= 0);
    }

    [Fact]
    public async Task An_offer_whose_id_is_not_its_manifests_is_held_as_malformed()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("hostile");
        var (record, _) = board.Record(100);
        var offer = board.NextOffer(1);
        var other = ByteString.CopyFrom(new byte[16]);
        offer.Records.Add(new OfferedRecord { RecordId = other, DigestPrefix = ByteString.CopyFrom(record.Digest, 0, 8), Manifest = record.ToWire() });
        var state = Assert.Single((await bench.SayAsync(board.Message("offer", offer))).Records);
        Assert.Equal((other, HeldReason.Malformed), (state.RecordId, state.Held?.Reason));
        Assert.Empty(await bench.RecordsAsync());
    }

    private static Edge.Mqtt.MqttMessage Damaged(SimulatedBoard board, ulong first, int count)
    {
        var offer = board.NextOffer(1);
        for (var i = 0; i < count; i++) offer.Damaged.Add(new DamagedRecord { Sequence = first + (ulong)i });
        return board.Message("offer", offer);
    }

    private static Task<int> CountAsync(IngestBench bench) => bench.ReadAsync(db => db.Set<DamagedReport>().CountAsync(TestContext.Current.CancellationToken));
}
