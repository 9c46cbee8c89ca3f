using Edge.Contracts.Wire;

namespace Edge.Hub.Tests.Ingest;

/// <summary>The hub may forget what it receives at any time; the board must hear of it, or it sends the same bytes for ever.</summary>
public sealed class ForgottenTransferTests
{
    [Fact]
    public async Task A_chunk_of_a_record_the_hub_does_not_remember_is_answered_unknown()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(2_000);
        await bench.SayAsync(board.Offer(record));
        bench.Restart();
        await bench.SayAsync(board.Offer());
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Chunk(record, bytes, 0, 1_000))).Records).Unknown);
    }

    [Fact]
    public async Task A_record_under_way_is_remembered_however_many_are_stored_meanwhile()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (slow, bytes) = board.Record(2_000);
        await bench.SayAsync(board.Offer(slow));
        for (var i = 0; i < 140; i++)
        {
            var (quick, all) = board.Record(10);
            Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(quick), board.Chunk(quick, all, 0, 10))).Records).Stored);
        }
        var have = await bench.SayAsync(board.Chunk(slow, bytes, 0, 1_000));
        Assert.Equal(new ByteRange { First = 0, End = 1_000 }, Assert.Single(Assert.Single(have.Records).Committed.Ranges));
    }

    [Fact]
    public async Task After_a_commit_that_failed_the_hub_still_knows_whom_it_speaks_to()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var other = await bench.BoardAsync("board-2");
        var (record, bytes) = board.Record(2_000);
        var (others, othersBytes) = other.Record(2_000);
        var offered = await bench.SayAsync(other.Offer(others));
        await bench.SayAsync(board.Offer(record));
        await bench.ExecuteAsync("CREATE TRIGGER full BEFORE INSERT ON Chunks BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await bench.SayAsync(board.Chunk(record, bytes, 0, 1_000));
        await bench.ExecuteAsync("DROP TRIGGER full");

        var have = await bench.SayAsync(other.Chunk(others, othersBytes, 0, 1_000));
        Assert.Equal((offered.Incarnation, 1u), (have.Incarnation, have.Connection));
        Assert.NotNull(Assert.Single(have.Records).Unknown);
    }
}
