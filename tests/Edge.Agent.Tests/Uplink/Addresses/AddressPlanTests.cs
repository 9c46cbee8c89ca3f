using Edge.Agent.Identity.Settings;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink.Addresses;
using Edge.Contracts.Settings;

namespace Edge.Agent.Tests.Uplink.Addresses;

public sealed class AddressPlanTests
{
    private static readonly HubAddress Old = TestSettings.Address("old.example:8883");
    private static readonly HubAddress First = TestSettings.Address("first.example:8883");
    private static readonly HubAddress Second = TestSettings.Address("second.example:8883");
    private static readonly HubAddress Provisioned = TestSettings.Address("provisioned.example:8883");
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly AddressPlan _plan = new(Hour, TimeSpan.FromMinutes(1), () => 0.5);
    private TimeSpan _now = TimeSpan.FromDays(3);

    [Fact]
    public void The_only_address_is_dialled_for_ever()
    {
        for (var i = 0; i < 1000; i++) Assert.Equal(Provisioned, Fail(Known(Provisioned)));
    }

    [Fact]
    public void Those_that_answered_before_are_tried_in_turn_and_every_fourth_attempt_goes_to_a_new_one()
    {
        var known = Known(Told(First), Told(Second), Known1(Old), Known1(Provisioned));
        Assert.Equal([Old, Provisioned, Old, First, Provisioned, Old, Provisioned, Second, Old, Provisioned, Old, First], Enumerable.Range(0, 12).Select(_ =>
        {
            _now += TimeSpan.FromSeconds(3);
            return Fail(known);
        }));
    }

    [Fact]
    public void The_one_that_answered_last_comes_first_and_again_when_a_link_comes()
    {
        var known = Known(Told(First, proven: true), Told(Second), Known1(Old), Known1(Provisioned));
        Next(known);
        _plan.Answered(Old);
        Assert.Equal(Old, Fail(known));
        Assert.Equal(Provisioned, Fail(known));
        Assert.Equal(First, Fail(known));
        // Three have failed: now a new one would be tried, but a window may have come that is short.
        _plan.LinkChanged();
        Assert.Equal(Old, Fail(known));
        Assert.Equal(Second, Fail(known));
        _plan.LinkChanged();
        Assert.Equal(Old, Fail(known));
    }

    [Fact]
    public void A_better_address_is_due_once_at_a_moment_of_the_spread_and_then_every_hour()
    {
        var known = Known(Told(First), Known1(Old));
        Assert.Equal(Old, Next(known));
        _plan.Answered(Old);
        Assert.Equal((First, _now + TimeSpan.FromSeconds(30)), _plan.Better(known, Old, _now));
        _now += TimeSpan.FromSeconds(30);
        _plan.LeaveFor(First);
        // It is wrong: the next attempt goes where the hub was.
        Assert.Equal(First, Fail(known));
        Assert.Equal(Old, Next(known));
        _plan.Answered(Old);
        Assert.Equal((First, _now + Hour), _plan.Better(known, Old, _now));
    }

    [Fact]
    public void Nothing_is_better_than_the_first_that_is_told_and_an_address_told_no_more_is_not_left_for()
    {
        var known = Known(Told(First, proven: true), Told(Second), Known1(Old));
        Assert.Null(_plan.Better(known, First, _now));
        Assert.Equal(First, _plan.Better(known, Second, _now)!.Value.Address);
        _plan.LeaveFor(Second);
        Assert.Equal(Old, Next(Known(Known1(Old))));
    }

    // On a link so slow that a handshake takes longer than an attempt in passing may, a right address is adopted all the same.
    [Fact]
    public void Every_other_attempt_at_a_new_address_has_its_full_time()
    {
        var known = Known(Told(First), Told(Second), Known1(Old));
        var tries = new List<(HubAddress, bool)>();
        for (var i = 0; i < 32; i++)
        {
            _now += TimeSpan.FromSeconds(3);
            if (Fail(known) is var next && next != Old) tries.Add((next, _plan.Brief));
            else Assert.False(_plan.Brief);
        }
        Assert.Equal([(First, true), (Second, true), (First, false), (Second, false), (First, true), (Second, true), (First, false), (Second, false)], tries);
    }

    [Fact]
    public void The_second_time_a_board_leaves_for_an_address_it_gives_it_the_full_time()
    {
        var known = Known(Told(First), Known1(Old));
        foreach (var brief in (bool[])[true, false, true])
        {
            _plan.LeaveFor(First);
            Assert.Equal((First, brief), (Fail(known), _plan.Brief));
            Assert.Equal((Old, false), (Next(known), _plan.Brief));
            _plan.Answered(Old);
        }
    }

    // Whatever fails and answers, an address at which the hub was seen is never more than one attempt away, and every address gets its turn.
    [Fact]
    public void In_any_history_no_two_attempts_in_a_row_go_to_new_addresses_and_none_is_forgotten()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var known = Known(Told(First), Told(Second), Known1(Old), Known1(Provisioned));
            var plan = new AddressPlan(Hour, TimeSpan.FromMinutes(1), random.NextDouble);
            var seen = new HashSet<HubAddress>();
            var provenBefore = true;
            for (var i = 0; i < 60; i++)
            {
                _now += TimeSpan.FromSeconds(random.Next(1, 5));
                if (random.Next(10) == 0) plan.LinkChanged();
                var next = plan.Next(known, _now);
                seen.Add(next.Address);
                Assert.True(next.Proven || provenBefore);
                provenBefore = next.Proven;
                plan.Failed();
            }
            Assert.Equal(4, seen.Count);
        }
    }

    private HubAddress Next(IReadOnlyList<KnownAddress> known) => _plan.Next(known, _now).Address;

    private HubAddress Fail(IReadOnlyList<KnownAddress> known)
    {
        var next = Next(known);
        _plan.Failed();
        return next;
    }

    private static KnownAddress[] Known(params KnownAddress[] known) => known;

    private static KnownAddress[] Known(HubAddress only) => [Known1(only)];

    private static KnownAddress Known1(HubAddress address) => new(address, Told: false, Proven: true, null);

    private static KnownAddress Told(HubAddress address, bool proven = false) => new(address, Told: true, proven, null);
}
