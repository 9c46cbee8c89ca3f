using Edge.Hub.Ingest;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Ingest;

public sealed class UnsaidAnswerTests
{
    [Fact(Timeout = 120_000)]
    public async Task An_answer_the_broker_does_not_take_costs_that_board_its_answer_and_nobody_the_connection()
    {
        await using var bench = await IngestBench.OpenAsync();
        var (good, mallory) = (await bench.BoardAsync("good"), await bench.BoardAsync("mallory"));
        await using var served = new ServedBoards(bench) { Refuses = (topic, _) => topic.Contains("mallory", StringComparison.Ordinal) };
        await served.StartAsync();
        served.Arrive(mallory.Offer(mallory.Record(10).Manifest));
        var (record, bytes) = good.Record(10);
        served.Arrive(good.Offer(record), good.Chunk(record, bytes, 0, 10));
        while ((await served.HaveAsync("good")).Records.All(r => r.Stored is null)) { }

        // What was not said goes on record with the next group.
        await Until.TrueAsync(async () =>
        {
            served.Arrive(good.Offer());
            return (await bench.IncidentsAsync()).Exists(i => i.Node == "mallory" && i.Kind == Ingestor.UnsaidIncident && i.Detail.Contains("exceeds the broker's limit", StringComparison.Ordinal));
        }, "the incident names the board whose answer was not said");
        Assert.Equal(1, served.Connections);
    }
}
