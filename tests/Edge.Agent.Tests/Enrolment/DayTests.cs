using Edge.Agent.Custody;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Days;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Tests.Kiosk;
using Edge.Agent.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>The day's sums: every ticket counts once, and an officer answers for them.</summary>
public sealed class DayTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void On_any_day_the_six_add_up_to_the_tickets(int seed)
    {
        using var kiosk = new KioskBench();
        var life = new KioskLife(seed);
        for (var i = 0; i < 400; i++)
        {
            kiosk.Do(life.Next(kiosk.State));
            kiosk.Pass(2);
            if (i % 17 == 0 && kiosk.State.AtDesk is { } current) kiosk.Do(new KioskCommand.End(current.Day, current.Number, TicketState.Cancelled));
            var sums = DaySums.Of(kiosk.State);
            Assert.True(sums.Enrolled + sums.Unable + sums.NoShow + sums.Cancelled + sums.InProgress + sums.Waiting == sums.People, $"seed {seed}, step {i}: {sums}");
            Assert.Equal(sums.Enrolled, sums.ByService.Values.Sum());
            Assert.Equal([(int)sums.Day, sums.Tickets, sums.Enrolled, sums.Unable, sums.NoShow, sums.Cancelled, sums.InProgress, sums.Waiting], DayHealth.Of(sums).Select(m => (int)m.Value!));
        }
    }

    [Fact(Timeout = 120_000)]
    public async Task An_officer_signs_a_closed_day_off_once()
    {
        var custodian = new Custodian(_bench.Area.Identity, _bench.Spool, _bench.Spool, new HandClock(_bench.Time), _bench.Time);
        var days = new DaySignOff(_bench.Queue, custodian, _bench.Journal, _bench.Area.Identity);
        _bench.SignIn();
        Assert.Equal("no-day", days.SignOff(_bench.Lan).Problem);
        await _bench.BeginAsync("correction");
        Assert.Equal("day-open", days.SignOff(_bench.Lan).Problem);
        _bench.Office.Do(new KioskCommand.CloseDay());
        Assert.Equal("case-open", days.SignOff(_bench.Lan).Problem);
        await _bench.DoneAsync(new CaseAct.Unable("no-phone", null));
        Assert.Equal(CaseAnswer.Done, days.SignOff(_bench.Lan));
        Assert.Equal(CaseAnswer.Done, days.SignOff(_bench.Lan));
        var (manifest, record) = Assert.Single(_bench.Records(), r => r.Manifest.Kind == DaySignOff.Kind);
        Assert.Equal("lan", manifest.Officer);
        var sums = DeskBench.Fields(record).GetProperty("sums");
        Assert.Equal((1, 1, 0), (sums.GetProperty("tickets").GetInt32(), sums.GetProperty("unable").GetInt32(), sums.GetProperty("inProgress").GetInt32()));
        Assert.Single(_bench.Acts(), a => a == "lan day-signed-off");
    }

    [Fact(Timeout = 120_000)]
    public void Signing_in_and_out_and_wrong_pins_are_in_the_journal()
    {
        var journal = new DutyJournal(_bench.Journal, NullLogger<DutyJournal>.Instance);
        var duty = new OfficerDuty(_bench.Store, new PinTries(_bench.State, _bench.Time), _bench.Time, NullLogger<OfficerDuty>.Instance, [new DutyWatch(journal.Saw)]);
        duty.SignIn(TestArea.Lan, "000000");
        duty.SignIn(TestArea.Lan, TestArea.LanPin);
        duty.SignIn(TestArea.Minh, TestArea.MinhPin); // takes over
        duty.SignOut();
        for (var i = 0; i < PinTries.Most; i++) duty.SignIn(TestArea.Minh, "000000");
        Assert.Equal(["lan wrong-pin", "lan signed-in", "lan signed-out", "minh signed-in", "minh signed-out", "minh wrong-pin", "minh wrong-pin", "minh wrong-pin", "minh wrong-pin", "minh locked-out"], _bench.Acts());
    }
}
