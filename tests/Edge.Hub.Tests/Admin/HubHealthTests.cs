using Edge.Testing.Time;

namespace Edge.Hub.Tests.Admin;

public sealed class HubHealthTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly JumpTime _time = new();

    [Fact]
    public void Waiting_is_not_living_and_work_that_gets_done_is()
    {
        var health = new HubHealth(_time);
        var since = _time.GetTimestamp();
        health.Expect("ingest", Limit, () => since);
        Assert.True(health.Alive);
        _time.Jump(Limit * 2);
        Assert.Equal(["ingest"], health.Stuck);
        health.Done("ingest");
        Assert.True(health.Alive);
        _time.Jump(Limit * 2);
        Assert.False(health.Alive);
    }

    [Fact]
    public void Nothing_has_to_be_done_while_nothing_is_due_and_the_limit_begins_when_it_is()
    {
        var health = new HubHealth(_time);
        long? due = null;
        health.Expect("ingest", Limit, () => due);
        _time.Jump(Limit * 10);
        Assert.True(health.Alive);
        due = _time.GetTimestamp();
        _time.Jump(Limit / 2);
        Assert.True(health.Alive);
        _time.Jump(Limit);
        Assert.False(health.Alive);
    }
}
