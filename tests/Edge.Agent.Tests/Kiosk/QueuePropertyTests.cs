using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>What holds at every moment of any day.</summary>
public sealed class QueuePropertyTests
{
    private const int Steps = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void After_any_steps_the_database_says_what_the_queue_says(int seed)
    {
        using var kiosk = new KioskBench(new KioskOptions { RecallsBeforeNoShow = 1, KeepDays = 1000, Desks = 2 });
        var life = new KioskLife(seed);
        var numbers = new HashSet<(long, string)>();
        var steps = 0;
        for (var i = 0; i < Steps; i++)
        {
            var before = kiosk.State;
            var verdict = kiosk.Do(life.Next(before));
            kiosk.Pass(verdict is Step { Kind: StepKind.DayClosed } && i % 2 == 0 ? TimeSpan.FromDays(1).TotalSeconds : 30);
            if (verdict is not Step step)
            {
                Assert.Same(before, kiosk.State);
                continue;
            }
            steps++;
            if (step is { Kind: StepKind.Given, Ticket: { } given }) Assert.True(numbers.Add((given.Day, given.Number)), $"{given.Number} was given twice");
            Assert.Equal(kiosk.State.AtDesks.Count(), kiosk.State.AtDesks.DistinctBy(t => t.Desk).Count());
            Assert.Equal(Enumerable.Range(1, kiosk.State.Tickets.Count), kiosk.State.Tickets.Select(t => t.Ordinal));
            Assert.False(!kiosk.State.IsOpen && kiosk.State.Waiting.Any(), "somebody waits although the day is closed");
            QueueStates.AssertSame(kiosk.State, kiosk.Store.Load().State);
        }
        Assert.True(steps > Steps / 3, $"only {steps} steps were done");
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(3, 5)]
    public void Nobody_waits_longer_than_the_rule_allows(int seed, int inARow)
    {
        var dice = new Random(seed);
        using var kiosk = new KioskBench(new KioskOptions { PriorityInARow = inARow });
        kiosk.Do(new KioskCommand.OpenDay());
        var run = 0;
        for (var i = 0; i < 300; i++)
        {
            if (dice.Next(5) < 3) kiosk.Give(priority: dice.Next(4) > 0);
            if (dice.Next(5) < 2) continue;
            var othersWait = kiosk.State.Waiting.Any(t => !t.Priority);
            var line = CallOrder.Line(kiosk.State, inARow).ToList();
            if (kiosk.Do(new KioskCommand.Next()) is not Step { Kind: StepKind.Called, Ticket: { } called }) continue;
            Assert.Equal(line[0].Number, called.Number);
            run = called.Priority ? run + 1 : 0;
            Assert.False(othersWait && called.Priority && run > inARow, $"{run} of the priority lane in a row while others waited");
        }
    }

    [Fact]
    public void The_line_has_everybody_once_and_each_lane_in_its_order()
    {
        using var kiosk = new KioskBench();
        kiosk.Do(new KioskCommand.OpenDay());
        var dice = new Random(7);
        for (var i = 0; i < 60; i++) kiosk.Give(priority: dice.Next(2) == 0);
        var line = CallOrder.Line(kiosk.State, 3).ToList();
        Assert.Equal(kiosk.State.Tickets.Select(t => t.Ordinal), line.Select(t => t.Ordinal).Order());
        foreach (var lane in line.GroupBy(t => t.Priority)) Assert.Equal(lane.Select(t => t.Ordinal).Order(), lane.Select(t => t.Ordinal));
    }
}
