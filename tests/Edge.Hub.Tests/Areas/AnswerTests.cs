using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Audit;
using Edge.Hub.Tests.Ingest;
using Google.Protobuf;

namespace Edge.Hub.Tests.Areas;

public sealed class AnswerTests(ITestOutputHelper output)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Answers_go_to_the_boards_of_the_area_that_made_the_record()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (maker, neighbour, far) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("two", "east"), await bench.Ingest.BoardAsync("far", "west"));
        var (here, there) = (await RecordAsync(bench, maker), await RecordAsync(bench, far));
        var report = await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines($"{here},retake,fingers,001085000001,2026-11-28T10:00:00+07:00", $"{there},ready,,,2026-11-28"), Token);
        Assert.Equal((2, 2, "east west"), (report.Answers, report.New, string.Join(' ', report.Areas.Select(a => a.Area))));
        var book = AnswerBook.Parser.ParseFrom(await bench.TakeAsync(neighbour, "two", Names.AnswersObject));
        var answer = Assert.Single(book.Answers);
        Assert.Equal(("east", here, "retake", "fingers"), (book.Area, new Guid(answer.RecordId.Span, bigEndian: true), answer.Result, answer.Reason));
        Assert.Equal(new DateTimeOffset(2026, 11, 28, 3, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), answer.AtMs);
        Assert.Equal(HMACSHA256.HashData(book.NumberKey.ToByteArray(), "001085000001"u8)[..8], answer.NumberDigest.ToByteArray());
        var other = AnswerBook.Parser.ParseFrom(await bench.TakeAsync(far, "far", Names.AnswersObject));
        Assert.Equal(there, new Guid(Assert.Single(other.Answers).RecordId.Span, bigEndian: true));
        Assert.NotEqual(book.NumberKey, other.NumberKey);

        // The same again says nothing new; a later word takes the place of the first, an earlier one does not.
        bench.Hub.Time.Now += TimeSpan.FromHours(1);
        Assert.Equal(0, (await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines($"{there},ready,,,2026-11-28"), Token)).New);
        Assert.Null(await bench.OfferedAsync(far, Names.AnswersObject));
        await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines($"{there},active,,,2026-11-29", $"{there},accepted,,,2026-11-20"), Token);
        var later = AnswerBook.Parser.ParseFrom(await bench.TakeAsync(far, "far", Names.AnswersObject));
        Assert.Equal(("active", other.NumberKey), (Assert.Single(later.Answers).Result, later.NumberKey));
        Assert.True(later.Version > other.Version);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_with_anything_wrong_is_not_taken_and_says_where()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        var record = await RecordAsync(bench, board);
        foreach (var (line, named) in new[]
        {
            ($"{Guid.Empty},ready,,,2026-11-28", "line 3, record_id: no board has offered"),
            ("001085000001,ready,,,2026-11-28", "line 3, record_id: must be"),
            ($"{record},done,,,2026-11-28", "line 3, result: "),
            ($"{record},ready,fingers,,2026-11-28", "line 3, reason: "),
            ($"{record},retake,Bad Fingers,,2026-11-28", "line 3, reason: "),
            ($"{record},ready,,00108500000,2026-11-28", "line 3, number: "),
            ($"{record},ready,,,28/11/2026", "line 3, at: "),
            ($"{record},ready,,,2026-12-24", "line 3, at: is in the future"),
        })
        {
            var message = (await Assert.ThrowsAsync<MalformedException>(() => bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines($"{record},ready,,,2026-11-28", line), Token))).Message;
            Assert.Contains(named, message, StringComparison.Ordinal);
            Assert.DoesNotContain("00108", message, StringComparison.Ordinal);
        }
        Assert.Null(await bench.OfferedAsync(board, Names.AnswersObject));
    }

    [Fact(Timeout = 120_000)]
    public async Task The_same_file_again_is_nothing_new_whatever_falls_out_of_it()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        var (record, old) = (await RecordAsync(bench, board), await RecordAsync(bench, board));
        string[] lines = [$"{record},ready,,,2026-11-28", $"{record},accepted,,,2026-11-28", $"{record},active,,,2026-11-28", $"{old},ready,,,2026-01-01"];
        Assert.Equal(1, (await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines(lines), Token)).New);
        // Of one day, the furthest step stands whichever line is the last.
        Assert.Equal("ready", Assert.Single(AnswerBook.Parser.ParseFrom(await bench.TakeAsync(board, "one", Names.AnswersObject)).Answers).Result);
        bench.Hub.Time.Now += TimeSpan.FromHours(1);
        foreach (var again in (string[][])[lines, [.. lines.Reverse()]]) Assert.Equal(0, (await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines(again), Token)).New);
        Assert.Null(await bench.OfferedAsync(board, Names.AnswersObject));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_file_that_one_area_cannot_take_is_taken_by_none()
    {
        await using var bench = await AreaBench.OpenAsync();
        var (one, far) = (await bench.Ingest.BoardAsync("one", "east"), await bench.Ingest.BoardAsync("far", "west"));
        var csv = Answers.Csv((await RecordAsync(bench, one), "ready"), (await RecordAsync(bench, far), "ready"));
        await bench.Areas.Views.SetQuotaAsync(Actor.CommandLine, "west", 40, Token);
        var key = bench.Hub.Paths.AreaKeyOf("west");
        File.Move(key, key + ".away");
        await Assert.ThrowsAsync<HubException>(() => bench.Areas.Answers.ImportAsync(Actor.CommandLine, csv, Token));
        Assert.Null(await bench.OfferedAsync(one, Names.AnswersObject));
        File.Move(key + ".away", key);
        Assert.Equal(2, (await bench.Areas.Answers.ImportAsync(Actor.CommandLine, csv, Token)).New);
        foreach (var board in (SimulatedBoard[])[one, far]) Assert.NotNull(await bench.OfferedAsync(board, Names.AnswersObject));
    }

    [Fact(Timeout = 120_000)]
    public async Task Old_answers_go_by_themselves()
    {
        await using var bench = await AreaBench.OpenAsync();
        var board = await bench.Ingest.BoardAsync("one", "east");
        await bench.Areas.Answers.ImportAsync(Actor.CommandLine, Answers.Lines($"{await RecordAsync(bench, board)},ready,,,2026-11-20", $"{await RecordAsync(bench, board)},ready,,,2026-11-28"), Token);
        Assert.Equal(2, AnswerBook.Parser.ParseFrom(await bench.TakeAsync(board, "one", Names.AnswersObject)).Answers.Count);
        bench.Hub.Time.Now = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero) + AnswerRules.Oldest;
        await bench.Areas.Upkeep.RefreshAsync(Token);
        Assert.Single(AnswerBook.Parser.ParseFrom(await bench.TakeAsync(board, "one", Names.AnswersObject)).Answers);
    }

    [Fact]
    public void Five_thousand_answers_fit_300_kB_and_too_many_lose_the_oldest()
    {
        var now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
        var book = new AnswerBook { Area = "east", Version = 1_790_000_000, NumberKey = ByteString.CopyFrom(new byte[32]) };
        Assert.Equal(5_000, AnswerRules.Merge(book, Many(5_000, now), now));
        output.WriteLine($"5,000 answers: {book.CalculateSize()} bytes");
        Assert.InRange(book.CalculateSize(), 100_000, 300_000);

        AnswerRules.Merge(book, Many(25_000, now), now);
        Assert.Equal(AnswerRules.Most, book.Answers.Count);
        output.WriteLine($"20,000 answers: {book.CalculateSize()} bytes");
        Assert.Equal(now.ToUnixTimeMilliseconds(), book.Answers[0].AtMs);
        Assert.True(book.Answers[0].AtMs > book.Answers[^1].AtMs);
        Assert.InRange(book.CalculateSize(), 1, Limits.ObjectBytes - 1024);
        foreach (var answer in book.Answers) (answer.Result, answer.Reason) = ("retake", new string('x', 40));
        Assert.InRange(AnswerRules.Trim(book, now), 1, 19_999);
        Assert.InRange(book.CalculateSize(), 900_000, Limits.ObjectBytes - 1024);
    }

    private static IEnumerable<RecordAnswer> Many(int count, DateTimeOffset now) => Enumerable.Range(0, count).Select(i => new RecordAnswer
    {
        RecordId = WireId.Of(Guid.CreateVersion7(now)),
        NumberDigest = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(8)),
        Result = i % 9 == 0 ? "retake" : "accepted",
        Reason = i % 9 == 0 ? "fingers" : "",
        AtMs = now.AddMinutes(-i).ToUnixTimeMilliseconds(),
    });

    private static async Task<Guid> RecordAsync(AreaBench bench, SimulatedBoard board)
    {
        var (record, bytes) = board.Record(200);
        await bench.Ingest.SayAsync(board.Offer(record));
        await bench.Ingest.SayAsync(board.Chunk(record, bytes, 0, 200));
        return record.RecordId;
    }
}
