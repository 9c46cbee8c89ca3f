using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Tests.Kiosk;

public sealed class ExpectedWaitTests : IDisposable
{
    private readonly KioskBench _kiosk = new();
    private readonly ExpectedWait _wait = new(sample: 3);

    public ExpectedWaitTests() => _kiosk.Do(new KioskCommand.OpenDay());

    [Fact]
    public void Nothing_is_told_before_the_first_case_is_done()
    {
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.Next());
        Assert.Null(_wait.Behind(_kiosk.State, [], Now));
    }

    [Fact]
    public void The_usual_time_is_the_median_of_the_newest_and_one_long_case_does_not_move_it()
    {
        foreach (var seconds in (double[])[9000, 100, 120, 5000]) Serve("card", seconds);
        Assert.Equal(TimeSpan.FromSeconds(120), _wait.Usual(_kiosk.State, "card"));
        Assert.Null(_wait.Usual(_kiosk.State, "account"));
        Assert.Equal(TimeSpan.FromSeconds(120), _wait.Usual(_kiosk.State));
    }

    [Fact]
    public void Each_service_counts_with_its_own_time_and_the_case_at_the_desk_with_what_is_left_of_it()
    {
        Serve("card", 300);
        Serve("account", 100);
        _kiosk.Give("card");
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Give("account");
        _kiosk.Give("card");
        _kiosk.Pass(60);
        Assert.Equal(TimeSpan.FromSeconds(240), _wait.Behind(_kiosk.State, [], Now));
        Assert.Equal(TimeSpan.FromSeconds(240 + 100 + 300), _wait.Behind(_kiosk.State, _kiosk.State.Waiting, Now));
        _kiosk.Pass(6000);
        Assert.Equal(TimeSpan.Zero, _wait.Behind(_kiosk.State, [], Now));
    }

    [Fact]
    public void A_case_over_a_power_cut_tells_no_time()
    {
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Clock.Boot = new Guid("00000000-0000-0000-0000-000000000002");
        _kiosk.Pass(50);
        _kiosk.Do(new KioskCommand.Done());
        Assert.Null(_kiosk.State.Find("A001")!.Took);
        Assert.Null(_wait.Usual(_kiosk.State));
    }

    [Fact]
    public void A_wall_clock_that_jumps_changes_nothing()
    {
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Time.Elapsed += TimeSpan.FromSeconds(70);
        _kiosk.Time.Utc = DateTimeOffset.UnixEpoch;
        _kiosk.Do(new KioskCommand.Done());
        Assert.Equal(TimeSpan.FromSeconds(70), _kiosk.State.Find("A001")!.Took);
        Assert.Null(_kiosk.Give().IssuedAt);
    }

    public void Dispose() => _kiosk.Dispose();

    private Moment Now => new(_kiosk.Clock.Boot, (ulong)_kiosk.Time.Elapsed.TotalMilliseconds);

    private void Serve(string service, double seconds)
    {
        _kiosk.Give(service);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Pass(seconds);
        _kiosk.Do(new KioskCommand.Done());
    }
}
