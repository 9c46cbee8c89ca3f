using Edge.Hub.Ingest;
using Edge.Testing.Time;

namespace Edge.Hub.Tests.Ingest;

public sealed class LogThrottleTests
{
    [Fact]
    public void Each_thing_is_said_once_a_minute_with_the_sum_of_what_was_left_out()
    {
        var time = new AdvancedTime();
        var said = new LogThrottle<string>(time);
        Assert.True(said.May("a", 2, out var sum));
        Assert.Equal(2, sum);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(said.May("a", 3, out _));
        Assert.True(said.May("b", 1, out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(said.May("a", 4, out sum));
        Assert.Equal(7, sum);
        Assert.False(said.May("a", 1, out _));
    }
}
