using Edge.Hub.Broker;

namespace Edge.Hub.Tests.Broker;

public sealed class RestartPolicyTests
{
    private readonly Ticks _time = new();

    [Fact]
    public void Restarts_start_quick_grow_slow_and_are_quick_again_after_a_steady_minute()
    {
        var backoff = new RestartBackoff(_time);
        var delays = Enumerable.Range(0, 9).Select(_ => backoff.Next().TotalMilliseconds).ToList();
        Assert.Equal([100, 200, 400, 800, 1600, 3200, 6400, 10000, 10000], delays);
        _time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal(100, backoff.Next().TotalMilliseconds);
    }

    [Fact]
    public void A_flood_of_lines_is_cut_and_counted()
    {
        var budget = new LogBudget(_time);
        Assert.Equal(30, Enumerable.Range(0, 100).Count(_ => budget.Take(out var _)));
        _time.Now += TimeSpan.FromMinutes(1);
        Assert.True(budget.Take(out var dropped));
        Assert.Equal(70, dropped);
    }

    private sealed class Ticks : TimeProvider
    {
        public TimeSpan Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;
    }
}
