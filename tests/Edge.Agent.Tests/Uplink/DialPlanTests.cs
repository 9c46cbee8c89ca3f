using Edge.Agent.Uplink;

namespace Edge.Agent.Tests.Uplink;

public sealed class DialPlanTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    [Fact]
    public void Without_news_of_the_link_an_attempt_begins_within_each_second_for_ever()
    {
        var plan = new DialPlan(new UplinkOptions());
        var (now, begun) = (Start, new List<TimeSpan>());
        for (var i = 0; i < 1000; i++)
        {
            begun.Add(now);
            var limit = plan.TcpTimeout;
            now += limit;
            now += plan.Failed(unanswered: true, onBattery: false, now);
        }
        var gaps = begun.Zip(begun.Skip(1), (a, b) => b - a).ToList();
        Assert.Equal(3, gaps.Take(4).Count(g => g == TimeSpan.FromSeconds(0.9)));
        // During the patient one in four the kernel itself repeats the SYN after a second.
        Assert.All(gaps, g => Assert.InRange(g, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(3.1)));
        Assert.Equal(gaps[..4], gaps[992..996]);
    }

    [Fact]
    public void A_refused_connection_is_tried_again_after_the_delay()
    {
        var plan = new DialPlan(new UplinkOptions());
        Assert.Equal(TimeSpan.FromSeconds(1), plan.Failed(unanswered: false, onBattery: false, Start));
    }

    [Fact]
    public void After_a_change_of_the_link_attempts_follow_quickly_for_five_seconds()
    {
        var plan = new DialPlan(new UplinkOptions());
        for (var i = 0; i < 3; i++) plan.Failed(unanswered: true, onBattery: false, Start);
        plan.LinkChanged(Start);
        Assert.Equal(TimeSpan.FromMilliseconds(800), plan.TcpTimeout);
        Assert.Equal(TimeSpan.FromMilliseconds(150), plan.Failed(unanswered: true, onBattery: false, Start + TimeSpan.FromSeconds(4.9)));
        Assert.NotEqual(TimeSpan.FromMilliseconds(150), plan.Failed(unanswered: true, onBattery: false, Start + TimeSpan.FromSeconds(5.1)));
    }

    [Theory]
    [InlineData(40, 400)]
    [InlineData(400, 600)]
    [InlineData(2000, 800)]
    public void An_attempt_waits_by_what_an_answer_has_taken(int roundTrip, int wait) =>
        Assert.Equal(TimeSpan.FromMilliseconds(wait), new DialPlan(new UplinkOptions()) { RoundTrip = TimeSpan.FromMilliseconds(roundTrip) }.TcpTimeout);

    [Fact]
    public void On_battery_attempts_slow_down_where_that_is_set_and_only_then()
    {
        var saving = new DialPlan(new UplinkOptions { RetryDelayOnBattery = TimeSpan.FromSeconds(20) });
        Assert.Equal(TimeSpan.FromSeconds(20), saving.Failed(unanswered: true, onBattery: true, Start));
        Assert.Equal(TimeSpan.FromSeconds(1), saving.Failed(unanswered: false, onBattery: false, Start));
        Assert.Equal(TimeSpan.FromSeconds(1), new DialPlan(new UplinkOptions()).Failed(unanswered: false, onBattery: true, Start));
    }
}
