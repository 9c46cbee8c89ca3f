using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>What an officer can do with the queue, and what comes of a wrong press.</summary>
public sealed class CallFlowTests : IDisposable
{
    private readonly KioskBench _kiosk = new();

    public CallFlowTests() => _kiosk.Do(new KioskCommand.OpenDay());

    [Fact]
    public void Numbers_count_by_letter_and_go_on_with_four_digits()
    {
        Assert.Equal(["A001", "B001", "A002"], new[] { _kiosk.Give(), _kiosk.Give("account"), _kiosk.Give() }.Select(t => t.Number));
        var many = Enumerable.Range(1, 999).Select(i => _kiosk.State.Tickets[0] with { Number = $"A{i:D3}", Ordinal = i });
        Assert.Equal("A1000", TicketNumber.Next('A', many));
        Assert.Equal("C001", TicketNumber.Next('C', many));
        Assert.Null(TicketNumber.Next('A', [_kiosk.State.Tickets[0] with { Number = "A9999" }]));
    }

    [Fact]
    public void A_new_day_begins_with_the_first_number_again()
    {
        _kiosk.Give();
        Assert.Equal(RefusalKind.DayOpen, Refused(new KioskCommand.OpenDay()));
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Equal(RefusalKind.DayClosed, Refused(new KioskCommand.Give("card", false, null)));
        _kiosk.Pass(TimeSpan.FromDays(1).TotalSeconds);
        _kiosk.Do(new KioskCommand.OpenDay());
        var first = _kiosk.Give();
        Assert.Equal((2L, "A001"), (first.Day, first.Number));
    }

    [Fact]
    public void On_the_same_date_the_day_goes_on_with_the_next_number()
    {
        _kiosk.Give();
        _kiosk.Give();
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Equal(StepKind.DayOpened, Assert.IsType<Step>(_kiosk.Do(new KioskCommand.OpenDay())).Kind);
        var next = _kiosk.Give();
        Assert.Equal((1L, "A003"), (next.Day, next.Number));
        Assert.Equal([TicketState.Closed, TicketState.Closed, TicketState.Waiting], _kiosk.State.Tickets.Select(t => t.State));
        Assert.Equal((3, 2, 2, 1), DaySums.Of(_kiosk.State) is var s ? (s.Tickets, s.Cancelled, s.TurnedAway, s.Waiting) : default);
        QueueStates.AssertSame(_kiosk.State, _kiosk.Store.Load().State);
        Assert.Equal(RefusalKind.NothingToUndo, Refused(new KioskCommand.Undo())); // whoever was sent away has gone
    }

    [Fact]
    public void A_clock_that_is_not_believed_begins_a_new_day()
    {
        _kiosk.Do(new KioskCommand.CloseDay());
        _kiosk.Time.Utc = DateTimeOffset.UnixEpoch;
        _kiosk.Do(new KioskCommand.OpenDay());
        _kiosk.Do(new KioskCommand.CloseDay());
        _kiosk.Do(new KioskCommand.OpenDay());
        Assert.Equal(3, _kiosk.State.Day!.Id);
    }

    [Fact]
    public void A_ticket_passed_on_by_mistake_is_back_at_the_desk()
    {
        _kiosk.Give();
        Called(new KioskCommand.Next());
        var before = _kiosk.State;
        _kiosk.Do(new KioskCommand.PassOn(Service: "account"));
        _kiosk.Do(new KioskCommand.Undo());
        Assert.Equal(QueueStates.Text(before with { Undo = null }), QueueStates.Text(_kiosk.State));
    }

    [Fact]
    public void In_a_pause_tickets_are_given_and_the_next_call_ends_it()
    {
        Assert.Equal(StepKind.Paused, Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Pause(On: true))).Kind);
        Assert.True(_kiosk.State.IsPaused);
        _kiosk.Give();
        QueueStates.AssertSame(_kiosk.State, _kiosk.Store.Load().State);
        Called(new KioskCommand.Next());
        Assert.False(_kiosk.State.IsPaused);
        QueueStates.AssertSame(_kiosk.State, _kiosk.Store.Load().State);
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Equal(RefusalKind.DayClosed, Refused(new KioskCommand.Pause(On: true)));
    }

    [Fact]
    public void The_report_counts_every_ticket_by_service_and_hour_with_its_times()
    {
        _kiosk.Give();
        _kiosk.Give("account");
        _kiosk.Give("account");
        _kiosk.Pass(600);
        Called(new KioskCommand.Next());
        _kiosk.Pass(300);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        _kiosk.Do(new KioskCommand.CloseDay());
        var report = DayReport.Of(_kiosk.Store.Find(1)!);
        Assert.Equal([("card", 1, 1, 0, 0, 600L, 300L), ("account", 2, 0, 1, 1, 900L, -1L)], report.Services.Select(l => (l.Name, l.Given, l.Done, l.Exception, l.TurnedAway, l.WaitedSeconds ?? -1, l.ServedSeconds ?? -1)));
        Assert.Equal(3, report.Hours.Sum(h => h.Given));
        Assert.Equal(DaySums.Of(_kiosk.State) with { ByService = report.Sums.ByService }, report.Sums);
        Assert.Null(_kiosk.Store.Find(2));
    }

    [Fact]
    public void Next_ends_the_case_at_the_desk_and_calls_the_one_who_came_first()
    {
        _kiosk.Give();
        _kiosk.Give();
        Assert.Equal("A001", Called(new KioskCommand.Next()));
        _kiosk.Pass(240);
        Assert.Equal("A002", Called(new KioskCommand.Next()));
        var first = _kiosk.State.Find("A001")!;
        Assert.Equal((TicketState.Done, TimeSpan.FromSeconds(240)), (first.State, first.Took!.Value));
    }

    [Fact]
    public void Next_with_nobody_waiting_still_ends_the_case()
    {
        Assert.Equal(RefusalKind.NobodyWaits, Refused(new KioskCommand.Next()));
        _kiosk.Give();
        Called(new KioskCommand.Next());
        Assert.Equal(StepKind.Done, Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Next())).Kind);
        Assert.Null(_kiosk.State.AtDesk);
    }

    [Fact]
    public void A_no_show_takes_three_recalls()
    {
        _kiosk.Give();
        Assert.Equal(RefusalKind.NobodyAtDesk, Refused(new KioskCommand.NoShow()));
        Called(new KioskCommand.Next());
        for (var recalls = 0; recalls < 3; recalls++)
        {
            Assert.Equal(RefusalKind.RecallFirst, Refused(new KioskCommand.NoShow()));
            Called(new KioskCommand.Recall());
        }
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.NoShow()));
        Assert.Equal(TicketState.NoShow, _kiosk.State.Find("A001")!.State);
    }

    [Fact]
    public void Who_missed_the_call_can_be_called_by_number()
    {
        using var kiosk = new KioskBench(new KioskOptions { RecallsBeforeNoShow = 0 });
        kiosk.Do(new KioskCommand.OpenDay());
        kiosk.Give();
        kiosk.Give();
        kiosk.Do(new KioskCommand.Next());
        kiosk.Do(new KioskCommand.NoShow());
        kiosk.Do(new KioskCommand.Next());
        Assert.Equal("A002", kiosk.State.AtDesk!.Number);
        Assert.IsType<Step>(kiosk.Do(new KioskCommand.Next("A001")));
        Assert.Equal(("A001", 0), (kiosk.State.AtDesk!.Number, kiosk.State.AtDesk.Recalls));
        Assert.Equal(RefusalKind.NotCallable, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.Next("A002"))).Kind);
        Assert.Equal(RefusalKind.UnknownTicket, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.Next("A099"))).Kind);
    }

    [Fact]
    public void The_priority_lane_comes_first_and_starves_nobody()
    {
        for (var i = 0; i < 3; i++) _kiosk.Give();
        for (var i = 0; i < 7; i++) _kiosk.Give("account", priority: true);
        var calls = new List<string>();
        for (var i = 0; i < 10; i++) calls.Add(Called(new KioskCommand.Next()));
        Assert.Equal(["B001", "B002", "B003", "A001", "B004", "B005", "B006", "A002", "B007", "A003"], calls);
    }

    [Fact]
    public void An_ordinary_one_who_comes_after_a_row_of_priority_calls_is_next()
    {
        for (var i = 0; i < 6; i++) _kiosk.Give("account", priority: true);
        for (var i = 0; i < 5; i++) Called(new KioskCommand.Next());
        _kiosk.Give();
        Assert.Equal("A001", Called(new KioskCommand.Next()));
        Assert.Equal("B006", Called(new KioskCommand.Next()));
    }

    [Fact]
    public void An_officer_can_put_somebody_into_the_priority_lane_afterwards()
    {
        _kiosk.Give();
        _kiosk.Give();
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Mark(null, Priority: true)));
        Assert.Equal("A002", Called(new KioskCommand.Next()));
        Assert.Equal(RefusalKind.NotCallable, Refused(new KioskCommand.Mark("A002", Priority: false)));
    }

    [Fact]
    public void An_exception_ends_the_case_with_one_of_the_reasons()
    {
        _kiosk.Give();
        Called(new KioskCommand.Next());
        Assert.Equal(RefusalKind.UnknownReason, Refused(new KioskCommand.Except("bored")));
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Except("ill")));
        Assert.Equal((TicketState.Exception, "ill"), (_kiosk.State.Find("A001")!.State, _kiosk.State.Find("A001")!.Reason));
    }

    [Fact]
    public void A_wrong_next_is_taken_back_with_everything_it_did()
    {
        _kiosk.Give();
        _kiosk.Give("account", priority: true);
        _kiosk.Give();
        Called(new KioskCommand.Next());
        var before = _kiosk.State;
        Called(new KioskCommand.Next());
        var late = _kiosk.Give();
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Undo()));
        Assert.Equal([.. before.Tickets, late], _kiosk.State.Tickets);
        Assert.Equal(before.PriorityRun, _kiosk.State.PriorityRun);
        Assert.Equal(RefusalKind.NothingToUndo, Refused(new KioskCommand.Undo()));
    }

    [Theory]
    [InlineData("done")]
    [InlineData("exception")]
    [InlineData("no-show")]
    public void A_wrong_end_is_taken_back(string end)
    {
        _kiosk.Give();
        Called(new KioskCommand.Next());
        for (var i = 0; i < 3; i++) Called(new KioskCommand.Recall());
        var before = _kiosk.State.Tickets;
        _kiosk.Do(end switch { "done" => new KioskCommand.Done(), "exception" => new KioskCommand.Except("away"), _ => new KioskCommand.NoShow() });
        Assert.Null(_kiosk.State.AtDesk);
        _kiosk.Do(new KioskCommand.Undo());
        Assert.Equal(before, _kiosk.State.Tickets);
    }

    [Fact]
    public void Closing_ends_what_waits_leaves_the_case_at_the_desk_and_can_be_taken_back()
    {
        for (var i = 0; i < 3; i++) _kiosk.Give();
        Called(new KioskCommand.Next());
        var before = _kiosk.State.Tickets;
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Equal([TicketState.AtDesk, TicketState.Closed, TicketState.Closed], _kiosk.State.Tickets.Select(t => t.State));
        Assert.Equal(RefusalKind.DayClosed, Refused(new KioskCommand.Next()));
        _kiosk.Do(new KioskCommand.Undo());
        Assert.True(_kiosk.State.IsOpen);
        Assert.Equal(before, _kiosk.State.Tickets);

        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Done()));
        Assert.Equal(RefusalKind.DayClosed, Refused(new KioskCommand.CloseDay()));
    }

    [Fact]
    public void A_case_forgotten_at_the_desk_is_done_when_the_next_day_opens()
    {
        _kiosk.Give();
        Called(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.CloseDay());
        _kiosk.Pass(TimeSpan.FromDays(1).TotalSeconds);
        _kiosk.Do(new KioskCommand.OpenDay());
        Assert.Null(_kiosk.State.AtDesk);
        Assert.Empty(_kiosk.State.Tickets);
    }

    [Fact]
    public void A_wish_with_an_id_is_done_once()
    {
        var give = new KioskCommand.Give("card", false, null) { Id = new Guid(1, 2, 3, new byte[8]) };
        Assert.False(_kiosk.Office.Do(give).AlreadyDone);
        var again = _kiosk.Office.Do(give);
        Assert.True(again.AlreadyDone);
        Assert.Equal("A001", Assert.IsType<Step>(again.Verdict).Ticket!.Number);
        Assert.Single(_kiosk.State.Tickets);
        Assert.Equal(RefusalKind.IdUsedOtherwise, Refused(new KioskCommand.Next { Id = give.Id }));
    }

    public void Dispose() => _kiosk.Dispose();

    private string Called(KioskCommand wish) => Assert.IsType<Step>(_kiosk.Do(wish)).Ticket!.Number;

    private RefusalKind Refused(KioskCommand wish) => Assert.IsType<Refusal>(_kiosk.Do(wish)).Kind;
}
