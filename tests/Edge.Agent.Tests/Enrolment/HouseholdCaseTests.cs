using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>A household at the desk: a case and a record for each of them, one after another on one ticket.</summary>
public sealed class HouseholdCaseTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task Each_of_them_has_a_case_and_a_record_and_the_ticket_ends_with_the_last()
    {
        await _bench.BeginAsync("correction");
        Assert.IsType<Step>(_bench.Office.Do(new KioskCommand.Share(null, 3)).Verdict);
        await EnrolAsync();
        await _bench.RestartAsync();
        Assert.Equal((TicketState.AtDesk, 2), (Ticket.State, Ticket.Left));

        await AnotherAsync();
        await _bench.DoneAsync(new CaseAct.Unable("ill", null));
        Assert.Equal((TicketState.AtDesk, 1), (Ticket.State, Ticket.Left));

        await AnotherAsync();
        await EnrolAsync();
        Assert.Equal(TicketState.Done, Ticket.State);
        Assert.Equal("ticket-not-called", (await _bench.DoAsync(new CaseAct.Begin("correction", "D001", null))).Problem);
        Assert.Equal(["complete", "unable-ill", "complete"], _bench.Records().Select(r => r.Manifest.Outcome));
        var sums = DaySums.Of(_bench.Queue.Current);
        Assert.Equal((1, 3, 2, 1), (sums.Tickets, sums.People, sums.Enrolled, sums.Unable));
    }

    private Ticket Ticket => Assert.Single(_bench.Queue.Current.Tickets);

    private async Task AnotherAsync() => await _bench.DoneAsync(new CaseAct.Begin("correction", "D001", null));

    private async Task EnrolAsync()
    {
        await _bench.DoneAsync(new CaseAct.Identify(null, null, null, null, null));
        await _bench.DoneAsync(new CaseAct.AcceptIdentity());
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
    }
}
