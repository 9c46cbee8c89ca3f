using Edge.Hub.Ingest;

namespace Edge.Hub.Tests.Ingest;

public sealed class LogThrottleTests
{
    [Fact]
    public void Each_thing_is_said_once_a_minute_with_the_sum_of_what_was_left_out()
    {
        var time = new SteppedTime();
        var said = new LogThrottle<string>(time);
        Assert.True(said.May("a", 2, out var sum));
        Assert.Equal(2, sum);
        time.Seconds = 59;
        Assert.False(said.May("a", 3, out _));
        Assert.True(said.May("b", 1, out _));
        time.Seconds = 60;
        Assert.True(said.May("a", 4, out sum));
        Assert.Equal(7, sum);
        Assert.False(said.May("a", 1, out _));
    }

    private sealed class SteppedTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
