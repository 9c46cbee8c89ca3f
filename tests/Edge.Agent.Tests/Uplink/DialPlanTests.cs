using Edge.Agent.Uplink;

namespace Edge.Agent.Tests.Uplink;

public sealed class DialPlanTests
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);
    private static readonly TimeSpan Saving = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Quarter = TimeSpan.FromMilliseconds(250);

    [Fact]
    public void Without_news_of_the_link_an_attempt_begins_four_times_a_second_for_ever()
    {
        var plan = new DialPlan(new UplinkOptions());
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(Quarter, plan.Stagger(TimeSpan.Zero));
            Assert.Equal(TimeSpan.FromSeconds(3), plan.TcpTimeout);
            Assert.Equal(Quarter, plan.Failed(unanswered: true, TimeSpan.Zero, Start + TimeSpan.FromSeconds(3 * i)));
        }
    }

    [Fact]
    public void A_refused_connection_is_tried_again_after_the_delay()
    {
        var plan = new DialPlan(new UplinkOptions());
        Assert.Equal(TimeSpan.FromSeconds(1), plan.Failed(unanswered: false, TimeSpan.Zero, Start));
    }

    [Fact]
    public void The_shortest_delay_that_may_be_set_is_still_one_the_connector_takes() =>
        Assert.Equal(TimeSpan.FromMilliseconds(50), new DialPlan(new UplinkOptions { RetryDelay = TimeSpan.FromMilliseconds(100) }).Stagger(TimeSpan.Zero));

    [Fact]
    public void After_a_change_of_the_link_attempts_follow_quickly_for_five_seconds()
    {
        var plan = new DialPlan(new UplinkOptions());
        plan.LinkChanged(Start);
        Assert.Equal(TimeSpan.FromMilliseconds(150), plan.Failed(unanswered: false, TimeSpan.Zero, Start + TimeSpan.FromSeconds(4.9)));
        Assert.Equal(TimeSpan.FromSeconds(1), plan.Failed(unanswered: false, TimeSpan.Zero, Start + TimeSpan.FromSeconds(5.1)));
    }

    [Fact]
    public void Saving_power_slows_attempts_down_and_a_wait_shorter_than_the_usual_changes_nothing()
    {
        var saving = new DialPlan(new UplinkOptions());
        Assert.Equal(TimeSpan.FromSeconds(20), saving.Failed(unanswered: true, Saving, Start));
        Assert.Null(saving.Stagger(Saving));
        Assert.Equal(TimeSpan.FromSeconds(1), saving.Failed(unanswered: false, TimeSpan.Zero, Start));
        Assert.Equal(Quarter, saving.Stagger(TimeSpan.Zero));
        Assert.Equal(TimeSpan.FromSeconds(1), new DialPlan(new UplinkOptions()).Failed(unanswered: false, TimeSpan.FromMilliseconds(500), Start));
    }
}
