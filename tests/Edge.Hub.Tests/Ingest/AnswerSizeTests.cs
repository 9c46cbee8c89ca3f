using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Google.Protobuf;

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

    /// <summary>Found by a hostile board: three offers of kept numbers in one group made an answer of 100 kB, and ingest's connection went down with it, for everybody.</summary>
    [Fact]
    public async Task Kept_numbers_of_many_offers_travel_in_several_answers_and_all_of_them_are_told()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var offers = Enumerable.Range(0, 3).Select(i => board.Message("offer", Kept(board, 900_000_000_000 + 10_000 * (ulong)i))).ToArray();
        var answers = await bench.AnswersAsync(offers);
        Assert.All(answers, a => Assert.InRange(a.Have.CalculateSize(), 1, Limits.MessageBytes / 2));
        Assert.Equal(3 * Limits.KeptPage, (int)SequenceRanges.Count(answers.SelectMany(a => a.Have.Missing).SelectMany(m => m.Ranges)));
        Assert.All(answers.SkipLast(1), a => Assert.Equal(0UL, a.Have.AnswersOffer));
        Assert.Equal(3UL, answers[^1].Have.AnswersOffer);
    }

    [Fact]
    public void A_piece_that_fits_no_message_is_left_out_and_named_and_the_offer_is_not_said_to_be_answered()
    {
        var have = new Have { AnswersOffer = 7, HighestChunk = 9 };
        have.Records.Add(new RecordState { RecordId = Id, Unknown = new Unknown() });
        have.Safe.Add(new SignedReceipt { Receipt = ByteString.CopyFrom(new byte[AnswerParts.MostBytes]) });
        have.Missing.Add(new KeptRange { ChainId = Id });
        var named = new List<string>();
        var part = Assert.Single(AnswerParts.Split(have, (what, _) => named.Add(what)));
        Assert.Equal([nameof(SignedReceipt)], named);
        Assert.Equal((0UL, 9UL), (part.AnswersOffer, part.HighestChunk));
        Assert.Single(part.Records);
        Assert.Single(part.Missing);
    }

    private static ByteString Id => ByteString.CopyFrom(new byte[16]);

    // Every second number far up: the most ranges a page can have, each as long as they are.
    private static Offer Kept(SimulatedBoard board, ulong from)
    {
        var offer = board.NextOffer(1);
        var told = new KeptRange { ChainId = WireId.Of(board.Chain) };
        for (var i = 0UL; i < Limits.KeptPage; i++) told.Ranges.Add(new SequenceRange { First = from + 2 * i, Last = from + 2 * i });
        offer.Kept.Add(told);
        return offer;
    }
}
