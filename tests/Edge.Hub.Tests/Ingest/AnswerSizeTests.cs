using Edge.Contracts;
using Edge.Contracts.Records;

namespace Edge.Hub.Tests.Ingest;

/// <summary>The broker refuses what is larger than its limit, and the hub's connection, which serves all boards, goes with it.</summary>
public sealed class AnswerSizeTests
{
    [Fact]
    public async Task Splinters_of_a_record_never_make_an_answer_too_large()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var (record, bytes) = board.Record(40_000);
        await bench.SayAsync(board.Offer(record));
        var splinters = Enumerable.Range(0, 10_000).Select(i => board.Chunk(record, bytes, 2 + 4 * (9_999 - i) % bytes.Length, 3 + 4 * (9_999 - i) % bytes.Length)).ToArray();
        foreach (var group in splinters.Chunk(256)) Assert.True((await bench.SayAsync(group)).CalculateSize() < Limits.MessageBytes);

        // What was not taken is sent again from the front, and always fits.
        for (var at = 0; at < 40_000; at += 1_000)
        {
            var have = await bench.SayAsync(board.Chunk(record, bytes, at, at + 1_000));
            var state = Assert.Single(have.Records);
            if (at == 39_000) StoredReceipts.Verify(state.Stored, record, bench.Hub.Keys.Trust);
            else Assert.Contains(state.Committed.Ranges, r => r.First == 0 && r.End >= (ulong)at + 1_000);
        }
    }

    [Fact]
    public async Task Many_states_travel_in_several_answers_and_only_the_last_tells_the_fate_of_what_was_sent()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var offers = new List<Edge.Mqtt.MqttMessage>();
        for (var i = 0; i < 20; i++)
        {
            var records = Enumerable.Range(0, 25).Select(_ => board.Record(10)).ToList();
            offers.Add(board.Offer([.. records.Select(r => r.Manifest)]));
            offers.AddRange(records.Select(r => board.Chunk(r.Manifest, r.Bytes, 0, 10)));
        }
        var answers = await bench.AnswersAsync([.. offers]);
        Assert.All(answers, a => Assert.True(a.Have.CalculateSize() < Limits.MessageBytes));
        Assert.Equal(500, answers.SelectMany(a => a.Have.Records).Select(r => r.RecordId).Distinct().Count());
        Assert.All(answers.SkipLast(1), a => Assert.Equal((0UL, 0UL), (a.Have.HighestChunk, a.Have.AnswersOffer)));
        Assert.Equal((500UL, 20UL), (answers[^1].Have.HighestChunk, answers[^1].Have.AnswersOffer));
    }
}
