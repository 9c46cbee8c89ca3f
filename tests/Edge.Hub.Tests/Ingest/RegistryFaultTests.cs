namespace Edge.Hub.Tests.Ingest;

public sealed class RegistryFaultTests
{
    [Fact]
    public async Task A_registry_that_cannot_write_does_not_take_the_answers_of_a_committed_batch_along()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.ExecuteAsync("CREATE TRIGGER busy BEFORE UPDATE ON EnrolSecrets BEGIN SELECT RAISE(ABORT, 'disk I/O error'); END");
        var (record, bytes) = board.Record(100);
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100))).Records).Stored);

        await bench.ExecuteAsync("DROP TRIGGER busy");
        await bench.SayAsync(board.Offer());
        Assert.Empty(bench.Hub.Registry.Nodes["board-1"].AwaitedKeys);
    }
}
