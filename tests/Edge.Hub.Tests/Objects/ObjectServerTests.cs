using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Ingest;
using Edge.Hub.Objects;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Trust;
using Edge.Hub.Trust;
using Google.Protobuf;

namespace Edge.Hub.Tests.Objects;

public sealed class ObjectServerTests
{
    [Fact]
    public async Task The_trust_file_is_listed_to_a_board_with_an_older_one_and_to_no_other_and_not_in_every_have()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        await bench.Hub.Publisher.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty((await bench.SayAsync(board.Offer())).Objects);
        TrustBench.Publish(bench.Hub, new StageRequest());
        var (record, bytes) = board.Record(1_000);
        var listed = Assert.Single((await bench.SayAsync(board.Offer(record))).Objects);
        Assert.Equal(("trust", 2UL, (ulong)bench.Hub.Keys.Trust.Signed.CalculateSize()), (listed.Name, listed.Version, listed.Size));
        Assert.Empty((await bench.SayAsync(board.Chunk(record, bytes, 0, 500))).Objects);
        board.TrustVersion = 2;
        Assert.Empty((await bench.SayAsync(board.Offer(record))).Objects);
    }

    [Fact]
    public async Task What_is_asked_for_comes_in_pieces_and_no_more_than_an_ask_is_worth()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var shelved = Shelve(bench, 90_000);
        var desk = new ObjectServer(bench.Hub.Shelf, bench.Hub.Areas.Sealed, bench.Hub.Registry);
        var answers = await AnswersAsync(desk, board.Message("ask", Ask(shelved, (1_000, 20_000), (80_000, 200_000))));
        Assert.All(answers, a => Assert.InRange(a.Answer.Data.Length, 1, Limits.AnswerBytes));
        Assert.Equal(29_000, answers.Sum(a => a.Answer.Data.Length));
        foreach (var (node, answer) in answers)
        {
            Assert.Equal(("board-1", shelved.Digest), (node, answer.Digest));
            Assert.Equal(shelved.Bytes.Slice((int)answer.Offset, answer.Data.Length).ToArray(), answer.Data.ToByteArray());
        }
        Assert.Equal(ObjectServer.MostBytes, (await AnswersAsync(desk, board.Message("ask", Ask(shelved, (0, ulong.MaxValue))))).Sum(a => a.Answer.Data.Length));
        Assert.Empty((await AnswersAsync(desk, board.Message("ask", Ask(shelved, (90_000, 90_001), (ulong.MaxValue - 1, ulong.MaxValue))))));
    }

    [Fact]
    public async Task Nobody_is_answered_who_is_revoked_asks_for_nothing_on_offer_or_asks_badly()
    {
        await using var bench = await IngestBench.OpenAsync();
        var board = await bench.BoardAsync("board-1");
        var shelved = Shelve(bench, 100);
        var desk = new ObjectServer(bench.Hub.Shelf, bench.Hub.Areas.Sealed, bench.Hub.Registry);
        var good = Ask(shelved, (0, 100));
        Assert.Single((await AnswersAsync(desk, board.Message("ask", good))));
        Assert.Empty((await AnswersAsync(desk, board.Message("offer", good))));
        Shelve(bench, 50);
        Assert.Empty((await AnswersAsync(desk, board.Message("ask", good))));

        var many = Ask(shelved, [.. Enumerable.Range(0, 17).Select(i => ((ulong)i, (ulong)i + 1))]);
        foreach (var bad in new[] { new Ask { Digest = ByteString.CopyFrom(1) }, Ask(shelved, (5, 5)), Ask(shelved, (6, 5)), many })
        {
            Assert.Empty((await AnswersAsync(desk, board.Message("ask", bad))));
            Assert.Empty(await bench.AnswersAsync(board.Message("ask", bad)));
        }
        var incident = Assert.Single(await bench.IncidentsAsync());
        Assert.Equal(("malformed-ask", 4L), (incident.Kind, incident.Count));

        var last = Ask(Shelve(bench, 100), (0, 100));
        await bench.Hub.Registry.RevokeAsync("board-1", TestContext.Current.CancellationToken);
        Assert.Empty((await AnswersAsync(desk, board.Message("ask", last))));
    }

    private static Task<IReadOnlyList<(string Node, Answer Answer)>> AnswersAsync(ObjectServer desk, Mqtt.MqttMessage message) =>
        AnswerSender.AnswersAsync(desk, Assert.Single(IngestBench.Arrived(message)), TestContext.Current.CancellationToken);

    private static CatalogObject Shelve(IngestBench bench, int size)
    {
        var shelved = new CatalogObject("thing", 1, System.Security.Cryptography.RandomNumberGenerator.GetBytes(size), _ => 0);
        bench.Hub.Shelf.Put(shelved);
        return shelved;
    }

    private static Ask Ask(CatalogObject of, params (ulong First, ulong End)[] ranges) =>
        new() { Digest = of.Digest, Missing = { ranges.Select(r => new ByteRange { First = r.First, End = r.End }) } };
}
