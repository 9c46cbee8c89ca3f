using Edge.Hub.Fleet;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Views.Fleet;
using Edge.Hub.Views.Custody;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Views.Custody;

public sealed class ProofTests
{
    private static readonly DateOnly Day = new(2030, 1, 14);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_day_is_complete_only_when_all_of_it_is_here_and_there_can_be_no_more()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 7);
        // Numbers 1 and 2 the day before, 3 to 6 of the day, 7 the day after.
        await DatesAsync(bench, (1, 13), (2, 13), (3, 14), (4, 14), (5, 14), (6, 14), (7, 15));
        var proof = await ProofAsync(bench);
        Assert.Equal((ProofVerdict.Complete, 3L, 6L, 4L, 0L, 0L), (proof.Verdict, proof.First, proof.Last, proof.Stored, proof.Safe, proof.Missing));
        Assert.Equal((Convert.ToHexStringLower(board.Made[1].Manifest.Digest), Convert.ToHexStringLower(board.Made[5].Manifest.Digest)), (proof.FirstDigest, proof.LastDigest));
        Assert.Equal([3, 4, 5, 6], proof.Numbers.Select(n => n.Number));
        Assert.Equal(ProofVerdict.Complete, (await ProofAsync(bench, new DateOnly(2030, 1, 13))).Verdict);
        Assert.Null(await Proofs(bench).ReadAsync("nobody", Day, Token));
    }

    [Theory]
    [InlineData("missing", "DELETE FROM Records WHERE Sequence = 4", ProofVerdict.Incomplete, ProofProblem.Missing, 4)]
    [InlineData("damaged", "DELETE FROM Records WHERE Sequence = 4; INSERT INTO DamagedReports (Node, Sequence, RecordId, ReportedAt) VALUES ('board-1', 4, '00000000-0000-0000-0000-000000000000', 1)", ProofVerdict.Incomplete, ProofProblem.Damaged, 4)]
    [InlineData("receiving", "UPDATE Records SET State = 0, StoredAt = NULL, StoredNumber = NULL WHERE Sequence = 6", ProofVerdict.Incomplete, ProofProblem.Receiving, 6)]
    [InlineData("before", "DELETE FROM Records WHERE Sequence = 2", ProofVerdict.NotProven, ProofProblem.Before, 2)]
    [InlineData("after", "DELETE FROM Records WHERE Sequence = 7", ProofVerdict.NotProven, ProofProblem.After, 7)]
    [InlineData("fork", "UPDATE Records SET Flags = 4 WHERE Sequence = 5", ProofVerdict.NotProven, ProofProblem.Fork, 5)]
    [InlineData("clock", "UPDATE Records SET AcceptedAt = 1000 WHERE Sequence = 5", ProofVerdict.NotProven, ProofProblem.Clock, 5)]
    [InlineData("clock after", "UPDATE Records SET AcceptedAt = 1000 WHERE Sequence = 7", ProofVerdict.NotProven, ProofProblem.Clock, 7)]
    public async Task Whatever_stands_against_a_day_is_named(string what, string sql, ProofVerdict verdict, ProofProblem problem, long number)
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 8);
        await DatesAsync(bench, (1, 13), (2, 13), (3, 14), (4, 14), (5, 14), (6, 14), (7, 15), (8, 15));
        await bench.Ingest.ExecuteAsync(sql);
        var proof = await ProofAsync(bench);
        Assert.True(proof.Verdict == verdict, $"{what}: {proof.Verdict}");
        Assert.Equal([new ProofDoubt(problem, number, number)], proof.Doubts);
    }

    [Fact]
    public async Task The_last_day_is_not_proven_until_the_board_has_spoken_after_it()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 2);
        await DatesAsync(bench, (1, 14), (2, 14));
        await bench.Ingest.ExecuteAsync($"UPDATE BoardContacts SET HeadSequence = 2, HeadSaid = 2, HeadHeardAt = {At(14).AddHours(20).ToUnixTimeMilliseconds()}");
        Assert.Equal([new ProofDoubt(ProofProblem.NotHeardSince, 3, 3)], (await ProofAsync(bench)).Doubts);
        await bench.Ingest.ExecuteAsync($"UPDATE BoardContacts SET HeadHeardAt = {At(15).AddMinutes(5).ToUnixTimeMilliseconds()}");
        Assert.Equal(ProofVerdict.Complete, (await ProofAsync(bench)).Verdict);
        // A head of a copy that is behind, or one that came late, says nothing of what was made since.
        await bench.Ingest.ExecuteAsync("UPDATE BoardContacts SET HeadSaid = 1");
        Assert.Equal([new ProofDoubt(ProofProblem.NotHeardSince, 3, 3)], (await ProofAsync(bench)).Doubts);
        await bench.Ingest.ExecuteAsync("UPDATE BoardContacts SET HeadSaid = 2");
        // A day on which it made none, and one that it has not told of.
        await bench.Ingest.ExecuteAsync($"UPDATE BoardContacts SET HeadHeardAt = {At(16).AddMinutes(5).ToUnixTimeMilliseconds()}");
        Assert.Equal((ProofVerdict.Complete, 0L, 0L), (await ProofAsync(bench, new DateOnly(2030, 1, 15)) is var p ? p.Verdict : default, p.First, p.Stored));
        Assert.Equal(ProofVerdict.NotProven, (await ProofAsync(bench, new DateOnly(2030, 1, 16))).Verdict);
        await bench.Ingest.ExecuteAsync("UPDATE BoardContacts SET HeadSequence = 3");
        Assert.Equal(ProofVerdict.NotProven, (await ProofAsync(bench, new DateOnly(2030, 1, 15))).Verdict);
    }

    [Theory]
    // 2 was of the day and is lost; 3 was made after a power cut, with the clock where it stood.
    [InlineData("stopped before", 2, 3, 0, ProofProblem.Before, 2)]
    // 5 was of the day and is lost; 4 was made while the clock was ahead.
    [InlineData("ahead after", 5, 4, 20, ProofProblem.After, 5)]
    public async Task A_date_by_a_clock_that_was_off_proves_nothing_of_what_is_missing_beside_it(string what, int lost, int off, int shows, ProofProblem problem, long number)
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, off - 1);
        await StoreAsync(bench, board, 1, clockIsRight: false);
        await StoreAsync(bench, board, 8 - off);
        (long, int)[] dates = off == 3 ? [(1, 13), (2, 14), (3, shows), (4, 14), (5, 14), (6, 14), (7, 15), (8, 15)] : [(1, 13), (2, 14), (3, 14), (4, shows), (5, 14), (6, 15), (7, 15), (8, 15)];
        await DatesAsync(bench, dates);
        var whole = await ProofAsync(bench);
        await bench.Ingest.ExecuteAsync($"DELETE FROM Records WHERE Sequence = {lost}");
        var proof = await ProofAsync(bench);
        Assert.True(proof.Verdict == ProofVerdict.NotProven, $"{what}: {proof.Verdict}");
        Assert.Contains(new ProofDoubt(problem, number, number), proof.Doubts);
        // With the lost one here nothing is missing, and the odd date is still told.
        Assert.Equal([new ProofDoubt(ProofProblem.Clock, off, off)], whole.Doubts);
    }

    [Fact]
    public async Task A_board_that_never_sees_the_right_time_is_complete_where_its_dates_are_in_order_and_nothing_is_missing()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 7, clockIsRight: false);
        await DatesAsync(bench, (1, 12), (2, 13), (3, 14), (4, 14), (5, 14), (6, 15), (7, 16));
        Assert.Equal(ProofVerdict.Complete, (await ProofAsync(bench)).Verdict);
        await bench.Ingest.ExecuteAsync("DELETE FROM Records WHERE Sequence = 6");
        Assert.Equal([new ProofDoubt(ProofProblem.After, 6, 6)], (await ProofAsync(bench)).Doubts);
    }

    [Fact]
    public async Task A_record_of_tomorrow_completes_no_day_that_has_not_ended()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 3);
        await DatesAsync(bench, (1, 14), (2, 14), (3, 15));
        bench.Ingest.Hub.Time.Now = At(14).AddHours(20);
        Assert.Equal([new ProofDoubt(ProofProblem.NotHeardSince, 4, 4)], (await ProofAsync(bench)).Doubts);
        bench.Ingest.Hub.Time.Now = At(15).AddMinutes(5);
        Assert.Equal(ProofVerdict.Complete, (await ProofAsync(bench)).Verdict);
    }

    [Fact]
    public async Task What_a_chain_was_signed_for_and_never_came_is_missed_though_a_restored_card_gave_its_numbers_again()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        await StoreAsync(bench, board, 3);
        var copy = board.Copy();
        // Two more of the same day, of which only the head was told; then the card was restored.
        board.Record(100);
        board.Record(100);
        await bench.Ingest.SayAsync(board.Message("offer", board.NextOffer(5)));
        await StoreAsync(bench, copy, 4);
        await DatesAsync(bench, (1, 13), (2, 14), (3, 14), (4, 14), (5, 14), (6, 14), (7, 15));
        var proof = await ProofAsync(bench);
        Assert.Equal((ProofVerdict.NotProven, 2L, 6L), (proof.Verdict, proof.First, proof.Last));
        Assert.Equal([new ProofDoubt(ProofProblem.Fork, 4, 5)], proof.Doubts);
    }

    [Fact]
    public async Task A_card_that_was_replaced_and_counts_from_one_again_spoils_no_day()
    {
        await using var bench = await OpenAsync();
        await StoreAsync(bench, await bench.Ingest.BoardAsync("board-1"), 6);
        await DatesAsync(bench, (1, 3), (2, 4), (3, 4), (4, 4), (5, 5), (6, 5));
        await StoreAsync(bench, await bench.Ingest.BoardAsync("board-1"), 4);
        await bench.Ingest.ExecuteAsync($"UPDATE Records SET AcceptedAt = CASE Sequence WHEN 1 THEN {At(13).AddHours(9).ToUnixTimeMilliseconds()} ELSE {At(14).AddHours(9).ToUnixTimeMilliseconds()} END WHERE Key > 6");
        await bench.Ingest.ExecuteAsync($"UPDATE BoardContacts SET HeadHeardAt = {At(15).AddHours(1).ToUnixTimeMilliseconds()}");
        Assert.Equal((ProofVerdict.Complete, 2L, 4L, 3L), (await ProofAsync(bench)) is var now ? (now.Verdict, now.First, now.Last, now.Stored) : default);
        Assert.Equal((ProofVerdict.Complete, 2L, 4L, 3L), (await ProofAsync(bench, new DateOnly(2030, 1, 4))) is var old ? (old.Verdict, old.First, old.Last, old.Stored) : default);
        // What the old card made last, nobody can know.
        Assert.Equal([new ProofDoubt(ProofProblem.NotHeardSince, 7, 7)], (await ProofAsync(bench, new DateOnly(2030, 1, 5))).Doubts);
    }

    [Fact]
    public async Task Doubts_without_end_are_told_in_part_and_count_in_whole()
    {
        await using var bench = await OpenAsync();
        var board = await bench.Ingest.BoardAsync("board-1");
        for (var i = 0; i < 3; i++) await StoreAsync(bench, board, 1);
        // As if it had numbered only every other record.
        await bench.Ingest.ExecuteAsync("UPDATE Records SET Sequence = Sequence * 40000");
        await bench.Ingest.ExecuteAsync($"UPDATE Records SET AcceptedAt = {At(14).AddHours(9).ToUnixTimeMilliseconds()}");
        var proof = await ProofAsync(bench);
        Assert.Equal(ProofVerdict.Incomplete, proof.Verdict);
        Assert.InRange(proof.Doubts.Count, 1, 200);
        Assert.Equal(ProofViews.MostNumbers, proof.Numbers.Count);
    }

    private static async Task<FleetBench> OpenAsync()
    {
        var bench = await FleetBench.OpenAsync();
        bench.Ingest.Hub.Time.Now = At(20);
        return bench;
    }

    private static ProofViews Proofs(FleetBench bench) => new(bench.Ingest.Hub.Databases, bench.Ingest.Hub.Registry, bench.Ingest.Hub.Copies, Options.Create(new FleetOptions()), bench.Ingest.Hub.Time);

    private static async Task<Proof> ProofAsync(FleetBench bench, DateOnly? day = null) => (await Proofs(bench).ReadAsync("board-1", day ?? Day, Token))!;

    private static DateTimeOffset At(int day) => new(2030, 1, day, 0, 0, 0, TimeSpan.FromHours(7));

    private static async Task StoreAsync(FleetBench bench, SimulatedBoard board, int records, bool clockIsRight = true)
    {
        for (var i = 0; i < records; i++)
        {
            board.Clock = clockIsRight ? At(14) : null;
            var (record, bytes) = board.Record(100);
            await bench.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        }
    }

    private static async Task DatesAsync(FleetBench bench, params (long Number, int Day)[] dates)
    {
        foreach (var (number, day) in dates) await bench.Ingest.ExecuteAsync($"UPDATE Records SET AcceptedAt = {(day == 0 ? 1_000 : At(day).AddHours(9).AddMinutes(number).ToUnixTimeMilliseconds())} WHERE Sequence = {number}");
    }
}
