using Edge.Hub.Alerts;
using Edge.Hub.Fleet;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Tests.Views.Fleet;

public sealed class BoardRulesTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 15, 8, 0, 0, TimeSpan.Zero);

    private static readonly BoardSigns Well = new()
    {
        Presence = Presence.Online,
        HeardAt = Now,
        DiskFreePercent = new(60, Now),
        PowerPercent = new(90, Now),
        OnMains = new(true, Now),
        Paper = new(true, Now),
        ClockRight = new(true, Now),
        ClockOffset = TimeSpan.Zero,
    };

    [Fact]
    public void The_worst_cause_comes_first_and_silence_is_one_of_them()
    {
        var archive = new ArchiveFacts { ForkAt = Now.AddDays(-6), Gaps = 2 };
        var signs = Well with { Presence = Presence.Offline, HeardAt = Now.AddDays(-5), StoreFull = true };
        Assert.Equal((BoardState.Attention, "Fork Gap Silent Disk"), Judge(signs, archive));
        Assert.Equal((BoardState.Attention, "Gap Silent Disk"), Judge(signs, archive with { ForkAt = Now.AddDays(-8) }));
    }

    [Theory]
    [InlineData("battery")]
    [InlineData("paper")]
    [InlineData("clock")]
    [InlineData("device")]
    [InlineData("backlog")]
    [InlineData("disk")]
    public void Each_sign_has_its_limit(string what)
    {
        var (bad, good, cause) = what switch
        {
            "battery" => (Well with { OnMains = new(false, Now), PowerPercent = new(20, Now) }, Well with { PowerPercent = new(3, Now) }, BoardCause.Battery),
            "paper" => (Well with { Paper = new(false, Now) }, Well with { Paper = null }, BoardCause.Paper),
            "clock" => (Well with { ClockOffset = TimeSpan.FromMinutes(-6) }, Well with { ClockRight = new(false, Now) }, BoardCause.Clock),
            "device" => (Well with { Faults = ["scanner failed"] }, Well, BoardCause.Device),
            "backlog" => (Well with { Backlog = new(1, Now), BacklogOldest = Now.AddDays(-8) }, Well with { Backlog = new(0, Now), BacklogOldest = Now.AddDays(-8) }, BoardCause.BacklogAge),
            _ => (Well with { DiskFreePercent = new(9.9, Now) }, Well with { DiskFreePercent = new(10, Now) }, BoardCause.Disk),
        };
        Assert.Equal((BoardState.Attention, $"{cause}"), Judge(bad));
        Assert.Equal((BoardState.Healthy, ""), Judge(good));
    }

    [Fact]
    public void A_failed_device_is_named_and_not_only_counted()
    {
        var row = new BoardRules(new FleetOptions()).Row(new BoardFacts("board-1", "north", Locked: false) { Signs = Well with { Faults = ["printer cutter-stuck", "oven too-hot"] } }, Now);
        Assert.Equal("Kẹt dao, oven too-hot", AlertWords.Of(BoardCause.Device, row, vietnamese: true));
        Assert.Equal("Cutter, oven too-hot", AlertWords.Of(BoardCause.Device, row, vietnamese: false));
        Assert.Equal("hết giấy", AlertWords.Of(BoardCause.Paper, row, vietnamese: true));
    }

    [Fact]
    public void What_a_board_said_of_its_power_long_ago_tells_nothing_but_a_full_disk_stays_full()
    {
        var usual = new Hub.Fleet.Habit.UsualGap(TimeSpan.FromDays(2), TimeSpan.FromDays(3), TimeSpan.FromDays(6), null, []);
        var signs = Well with { Presence = Presence.Offline, HeardAt = Now.AddDays(-2), Paper = new(false, Now.AddDays(-2)), OnMains = new(false, Now), PowerPercent = new(5, Now) };
        Assert.Equal((BoardState.OfflineAsUsual, ""), Judge(signs, usual: usual));
        Assert.Equal((BoardState.Attention, "Disk"), Judge(signs with { StoreFull = true }, usual: usual));
        Assert.Equal((BoardState.Attention, "Battery Paper"), Judge(signs with { HeardAt = Now.AddHours(-23) }, usual: usual));
    }

    [Fact]
    public void A_locked_board_is_locked_whatever_else_it_is_and_one_never_heard_is_no_alarm()
    {
        Assert.Equal((BoardState.Locked, "RefusedCertificate"), Judge(Well with { StoreFull = true }, new ArchiveFacts { RefusedAt = Now, Gaps = 3 }, locked: true));
        Assert.Equal((BoardState.Unheard, ""), Judge(BoardSigns.None));
    }

    private static (BoardState, string) Judge(BoardSigns signs, ArchiveFacts? archive = null, bool locked = false, Hub.Fleet.Habit.UsualGap? usual = null)
    {
        var (state, causes) = new BoardRules(new FleetOptions()).Judge(new BoardFacts("board-1", "north", locked) { Signs = signs, Archive = archive ?? ArchiveFacts.None, Usual = usual }, Now);
        return (state, string.Join(' ', causes));
    }
}
