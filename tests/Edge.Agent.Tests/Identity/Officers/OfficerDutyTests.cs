using Edge.Agent.Identity.Officers;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Identity.Officers;

public sealed class OfficerDutyTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestArea _area;
    private readonly JumpTime _time = new();
    private StateDatabase _state;

    public OfficerDutyTests()
    {
        _area = new TestArea(_folder.Data);
        _state = StateDatabase.Open(_folder.Data.StateDatabase, _time, NullLogger.Instance);
        _area.Open().Take(Names.AreaObject, 1, _area.AreaObject());
    }

    public void Dispose()
    {
        _state.Dispose();
        _area.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_officer_who_never_used_this_board_signs_in_without_network()
    {
        var duty = Open();
        Assert.Equal([TestArea.Minh, TestArea.Lan], duty.Officers.Select(o => o.Id));
        Assert.Null(duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        Assert.Equal("Lò Thị Lan", duty.Current!.Name);
        duty.SignOut();
        Assert.Null(duty.Current);
    }

    [Fact]
    public void Five_wrong_pins_lock_also_over_a_restart_and_each_officer_alone()
    {
        var duty = Open();
        for (var left = 4; left > 0; left--) Assert.Equal(("wrong", left), (duty.SignIn(TestArea.Lan, "000000") is var a ? a.Refusal : null, a.Left));
        Assert.Equal("locked-out", duty.SignIn(TestArea.Lan, "000000").Refusal);
        Assert.Equal("locked-out", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        duty = Restarted();
        Assert.Equal("locked-out", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        Assert.Null(duty.SignIn(TestArea.Minh, TestArea.MinhPin).Refusal);
    }

    [Fact]
    public void After_the_wait_three_more_tries_are_made_and_a_right_one_ends_the_count()
    {
        var duty = Open();
        for (var i = 0; i < 5; i++) duty.SignIn(TestArea.Lan, "000000");
        duty = Restarted();
        _time.Jump(PinTries.LockFor - TimeSpan.FromMinutes(5));
        Assert.Equal("locked-out", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        _time.Jump(TimeSpan.FromMinutes(5));
        Assert.Equal(2, duty.SignIn(TestArea.Lan, "000000").Left);
        Assert.Equal(1, duty.SignIn(TestArea.Lan, "000000").Left);
        Assert.Equal("locked-out", duty.SignIn(TestArea.Lan, "000000").Refusal);
        _time.Jump(PinTries.LockFor);
        Assert.Null(duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        Assert.Equal(4, duty.SignIn(TestArea.Lan, "000000").Left);
    }

    [Fact]
    public void A_try_counts_before_the_pin_is_looked_at_so_that_pulling_the_plug_gains_nothing()
    {
        var tries = new PinTries(_state, _time);
        for (var i = 0; i < 5; i++) tries.Begin(TestArea.Lan);
        Assert.Equal("locked-out", Restarted().SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
    }

    [Fact]
    public void Where_tries_cannot_be_counted_no_pin_is_looked_at()
    {
        var duty = Open();
        _state.With(c => c.Run("DROP TABLE pin_tries"));
        Assert.Equal("store-failed", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        Assert.Null(duty.Current);
    }

    [Fact]
    public void An_officer_the_hub_has_locked_is_out_at_once_and_cannot_come_back()
    {
        var store = _area.Open();
        var duty = Open(store);
        duty.SignIn(TestArea.Lan, TestArea.LanPin);
        store.Take(Names.AreaObject, 2, _area.AreaObject(2, f => f.Officers.Single(o => o.Id == TestArea.Lan).Locked = true));
        Assert.Null(duty.Current);
        Assert.Equal("locked", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
    }

    [Fact]
    public void An_expired_officer_an_unknown_one_and_a_board_without_a_list_are_told_apart()
    {
        var store = _area.Open();
        store.Take(Names.AreaObject, 2, _area.AreaObject(2, f => f.Officers[0].ExpiresAtMs = 1));
        var duty = Open(store);
        Assert.Equal("expired", duty.SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
        Assert.Equal("unknown", duty.SignIn("nobody", TestArea.LanPin).Refusal);
        foreach (var file in Directory.GetFiles(_folder.Data.Area)) File.Delete(file);
        Assert.Equal("no-list", Open().SignIn(TestArea.Lan, TestArea.LanPin).Refusal);
    }

    [Fact]
    public void A_second_officer_vouches_and_is_not_signed_in_and_nobody_vouches_for_himself()
    {
        var duty = Open();
        duty.SignIn(TestArea.Lan, TestArea.LanPin);
        using var second = duty.Vouch(TestArea.Minh, TestArea.MinhPin).Officer;
        Assert.Equal(TestArea.Minh, second!.Id);
        Assert.Equal(TestArea.Lan, duty.Current!.Id);
        Assert.Equal("same", duty.Vouch(TestArea.Lan, TestArea.LanPin).Refusal);
    }

    [Fact]
    public void The_digest_of_a_number_is_the_same_for_every_officer_of_the_area_and_another_for_another_purpose()
    {
        var duty = Open();
        var lan = duty.SignIn(TestArea.Lan, TestArea.LanPin).Officer!;
        var first = lan.Digest("tries", "011090000001");
        var minh = duty.SignIn(TestArea.Minh, TestArea.MinhPin).Officer!;
        Assert.Equal(first, minh.Digest("tries", "011090000001"));
        Assert.NotEqual(first, minh.Digest("ticks", "011090000001"));
    }

    private OfficerDuty Open(AreaStore? store = null) => new(store ?? _area.Open(), new PinTries(_state, _time), _time, NullLogger<OfficerDuty>.Instance);

    private OfficerDuty Restarted()
    {
        _state.Dispose();
        _state = StateDatabase.Open(_folder.Data.StateDatabase, _time, NullLogger.Instance);
        return Open();
    }
}
