using Edge.Hub.Fleet;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Fleet.History;

namespace Edge.Hub.Tests.Fleet.Habit;

public sealed class HabitRulesTests(ITestOutputHelper output)
{
    private const int BoardsOfKind = 25;
    private const int Before = 60;
    private const int After = 60;

    private static readonly HabitRules Rules = new(new FleetOptions());

    [Fact]
    public void Boards_of_every_rhythm_are_seldom_called_silent_wrongly_and_dead_ones_are_noticed_in_time()
    {
        output.WriteLine("kind          usual gap   false alarms a board and month: habit, 24 h   a dead board noticed after: habit, 24 h");
        var (sum, fixedSum) = (0.0, 0.0);
        foreach (var (kind, usual) in LivedBoard.Kinds)
        {
            var (wrong, wrongFixed, noticed) = (0, 0, TimeSpan.Zero);
            for (var seed = 0; seed < BoardsOfKind; seed++)
            {
                var windows = LivedBoard.Windows(kind, seed * 31 + kind.Length, Before + After);
                var (w, f) = FalseAlarms(windows);
                (wrong, wrongFixed) = (wrong + w, wrongFixed + f);
                // It dies at a contact in the last week.
                var last = windows[^(1 + seed % 3)];
                var limit = Learned(windows.TakeWhile(v => v != last).Append(last), last.To)!.After(last.To).Limit;
                Assert.True(limit <= usual * 2, $"a dead {kind} board (seed {seed}) is noticed after {limit}, its usual gap is {usual}");
                if (limit > noticed) noticed = limit;
            }
            var (rate, rateFixed) = (wrong * 30.0 / (After * BoardsOfKind), wrongFixed * 30.0 / (After * BoardsOfKind));
            (sum, fixedSum) = (sum + rate, fixedSum + rateFixed);
            output.WriteLine($"{kind,-13} {usual.TotalHours,5:0} h {rate,30:0.00} {rateFixed,6:0.00} {noticed.TotalHours,30:0} h     24 h");
        }
        output.WriteLine($"over all kinds: {sum / LivedBoard.Kinds.Length:0.000} by habit, {fixedSum / LivedBoard.Kinds.Length:0.000} by 24 h");
        Assert.True(sum / LivedBoard.Kinds.Length <= 0.1, $"{sum / LivedBoard.Kinds.Length:0.000} false alarms a board and month; at most 0.1");
        Assert.True(fixedSum / LivedBoard.Kinds.Length > 1, "boards that a fixed threshold judges well show nothing");
    }

    [Fact]
    public void What_is_learned_is_told_in_words()
    {
        Assert.Equal("usually back every 3-4 days on Tuesday, Friday in the morning; silent 5 days", Words("boat", 3, TimeSpan.FromDays(5.5), vietnamese: false));
        Assert.Equal("thường 3-4 ngày liên lạc một lần, vào thứ Ba, thứ Sáu, vào buổi sáng; đã im lặng 5 ngày", Words("boat", 3, TimeSpan.FromDays(5.5), vietnamese: true));
        Assert.Equal("usually back every day in the evening", Words("evening", 1, null, vietnamese: false));
        Assert.Equal("usually back every 5 days in the morning; silent 26 hours", Words("market-5", 1, TimeSpan.FromHours(26.9), vietnamese: false));
        Assert.Equal("usually back every 7 days on Sunday in the morning", Words("market-week", 1, null, vietnamese: false));
        Assert.Equal("chưa đủ số liệu về thói quen liên lạc; đã im lặng 3 ngày", HabitWords.Of(null, TimeSpan.FromHours(80), vietnamese: true));
    }

    [Fact]
    public void What_a_hub_that_was_off_did_not_hear_is_no_habit_of_its_boards()
    {
        var (start, end) = (LivedBoard.Start, LivedBoard.Start.AddDays(Before));
        // Always there, but for the eight hours in which the hub was off.
        ContactWindow[] heard = [new(start, start.AddDays(30)), new(start.AddDays(30).AddHours(8), end)];
        var taken = Rules.Learn(heard, end)!.After(end);
        var known = Rules.Learn(heard, end, heard)!.After(end);
        Assert.Equal(TimeSpan.FromHours(12), taken.Limit);
        Assert.Equal(TimeSpan.FromHours(6), known.Limit);
    }

    [Fact]
    public void An_office_is_missed_on_Tuesday_sooner_than_over_the_weekend()
    {
        var rhythm = Rules.Learn(LivedBoard.Windows("office", 5, Before), LivedBoard.Start.AddDays(Before))!;
        // The first of January 2030 is a Tuesday.
        var (tuesday, friday) = (rhythm.After(LivedBoard.Start.AddDays(Before + 3).AddHours(17)), rhythm.After(LivedBoard.Start.AddDays(Before + 6).AddHours(17)));
        Assert.True(tuesday.Limit <= TimeSpan.FromDays(2), $"{tuesday.Limit}");
        Assert.True(friday.Limit > TimeSpan.FromHours(70), $"{friday.Limit}");
    }

    [Fact]
    public void A_board_of_which_little_is_known_has_the_habit_of_its_group_and_a_lone_one_none()
    {
        Assert.Null(Rules.Learn(LivedBoard.Windows("evening", 1, 5 * 5)[..3], LivedBoard.Start.AddDays(3)));
        Assert.Null(Rules.Learn([], LivedBoard.Start));
        var known = Enumerable.Range(0, 3).Select(s => Rules.Learn(LivedBoard.Windows("market-5", s, Before), LivedBoard.Start.AddDays(Before))!).ToList();
        Assert.Null(HabitRules.OfGroup(known.Take(2)));
        Assert.InRange(HabitRules.OfGroup(known)!.All.Limit, TimeSpan.FromDays(6), TimeSpan.FromDays(10));
    }

    private static string Words(string kind, int seed, TimeSpan? silent, bool vietnamese)
    {
        var windows = LivedBoard.Windows(kind, seed, Before);
        return HabitWords.Of(Rules.Learn(windows, LivedBoard.Start.AddDays(Before))!.After(windows[^1].To), silent, vietnamese);
    }

    private static Rhythm? Learned(IEnumerable<ContactWindow> windows, DateTimeOffset now) =>
        Rules.Learn([.. windows.Where(w => w.To <= now)], new DateTimeOffset(now.Date, now.Offset));

    // Every gap of the second half, judged by what was known on the morning of the day it began.
    private static (int Habit, int Fixed) FalseAlarms(List<ContactWindow> windows)
    {
        var (habit, hours24) = (0, 0);
        foreach (var (last, next) in windows.Zip(windows.Skip(1)).Where(g => g.First.To >= LivedBoard.Start.AddDays(Before)))
        {
            var silent = next.From - last.To;
            if (silent > TimeSpan.FromHours(24)) hours24++;
            if (silent > TimeSpan.FromHours(5) && silent > Learned(windows, last.To)!.After(last.To).Limit) habit++;
        }
        return (habit, hours24);
    }
}
