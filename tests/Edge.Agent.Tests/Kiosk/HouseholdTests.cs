using Edge.Agent.Devices;
using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>One paper for a family: it is served together, and every person is counted.</summary>
public sealed class HouseholdTests : IDisposable
{
    private readonly KioskBench _kiosk = new(new KioskOptions { Languages = ["vi", "en"] });

    public HouseholdTests() => _kiosk.Do(new KioskCommand.OpenDay());

    public void Dispose() => _kiosk.Dispose();

    [Fact]
    public void Each_press_of_the_button_is_one_person_more_and_the_ticket_says_how_many()
    {
        _kiosk.Press("household");
        Assert.Equal("vi: household digit.2", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("household");
        Assert.Equal("vi: household digit.3", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("card");
        Assert.StartsWith("vi: service.card household digit.3 your-number letter.a", _kiosk.Voice.Heard[^1], StringComparison.Ordinal);
        _kiosk.Pass(2);
        _kiosk.Press("card");
        Assert.Equal([3, 1], _kiosk.State.Tickets.Select(t => t.People));
    }

    [Fact]
    public void The_choice_goes_round_and_is_forgotten_after_a_while()
    {
        for (var i = 0; i < Ticket.MostPeople; i++) _kiosk.Press("household");
        Assert.Equal("vi: household digit.1", _kiosk.Voice.Heard[^1]);
        _kiosk.Press("household");
        _kiosk.Pass(21);
        _kiosk.Press("card");
        Assert.Equal(1, Assert.Single(_kiosk.State.Tickets).People);
    }

    [Fact]
    public void Cases_end_one_by_one_and_the_ticket_with_the_last()
    {
        var number = Household(3);
        _kiosk.Do(new KioskCommand.Next());
        var day = _kiosk.State.Day!.Id;
        _kiosk.Do(new KioskCommand.End(day, number, TicketState.Done));
        Assert.Equal((TicketState.AtDesk, 2), (At(number).State, At(number).Left));
        _kiosk.Do(new KioskCommand.Except("ill"));
        Assert.Equal((TicketState.AtDesk, 1), (At(number).State, At(number).Left));
        _kiosk.Do(new KioskCommand.End(day, number, TicketState.Done));
        Assert.Equal(TicketState.Done, At(number).State);
        var sums = DaySums.Of(_kiosk.State);
        Assert.Equal((1, 3, 2, 1, 0), (sums.Tickets, sums.People, sums.Enrolled, sums.Unable, sums.InProgress));
        Assert.Equal(2, sums.ByService["card"]);
        var line = Assert.Single(DayReport.Of(_kiosk.State).Services);
        Assert.Equal((1, 3, 2, 1), (line.Given, line.People, line.Done, line.Exception));
    }

    [Fact]
    public void Done_and_next_end_it_for_all_who_are_left_and_closing_sends_all_of_them_away()
    {
        var first = Household(4);
        Household(5);
        Household(2);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.CloseDay());
        Assert.Equal((3, 1), (At(first).Of(TicketState.Done), At(first).Of(TicketState.Exception)));
        var sums = DaySums.Of(_kiosk.State);
        Assert.Equal((11, 3, 1, 5, 2), (sums.People, sums.Enrolled, sums.Unable, sums.InProgress, sums.TurnedAway));
    }

    [Fact]
    public void A_step_for_one_of_them_is_taken_back_like_any_other()
    {
        var number = Household(2);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        _kiosk.Do(new KioskCommand.Share(number, 3));
        _kiosk.Do(new KioskCommand.Undo());
        Assert.Equal((3, 3, 0), (At(number).People, At(number).Left, At(number).Ended.Total));
    }

    [Fact]
    public void The_officer_says_how_many_at_the_keypad()
    {
        Assert.Equal("Không ai chờ/Nobody", Hint(KeypadKey.Digit5));
        var waiting = _kiosk.Give("card").Number;
        Assert.Equal("Mấy người/People 1-9", Hint(KeypadKey.Digit5));
        Assert.Equal($"{waiting} 4 người/people", Hint(KeypadKey.Digit4));
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Give("card");
        Hint(KeypadKey.Digit5);
        Assert.Equal($"{waiting} 2 người/people", Hint(KeypadKey.Digit2));
        Hint(KeypadKey.Times);
        Assert.Equal($"{waiting} còn/left 1/2", Hint(KeypadKey.Digit2));
        Hint(KeypadKey.Digit5);
        Assert.Equal("Không có/No such key", Hint(KeypadKey.Digit0));
    }

    [Fact]
    public void What_cannot_be_is_refused_with_what_can()
    {
        Assert.Equal("people is 10; a ticket is for 1 to 9, a larger household takes two", Refused(new KioskCommand.Give("card", false, null, 10)));
        Assert.Equal("people is 0; a ticket is for 1 to 9, a larger household takes two", Refused(new KioskCommand.Share(null, 0)));
        Assert.Equal("nobody is at the desk, and nobody waits", Refused(new KioskCommand.Share(null, 2)));
        var number = Household(3);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        Assert.Equal($"1 of 3 people of ticket {number} are done; finish with the others here, or make the ticket one for 1 and give them one of their own", Refused(new KioskCommand.PassOn(Service: "result")));
        _kiosk.Do(new KioskCommand.Except("ill"));
        Assert.Equal($"people is 1, and 2 people of ticket {number} are done already; it must be 2 (the others did not come) to 9", Refused(new KioskCommand.Share(null, 1)));
        _kiosk.Do(new KioskCommand.Done());
        Assert.Equal($"ticket {number} neither waits nor is at a desk any more", Refused(new KioskCommand.Share(number, 4)));
    }

    [Fact]
    public void It_is_the_same_after_a_restart_and_counts_as_many_in_the_line()
    {
        Household(3);
        _kiosk.Give("card");
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        QueueStates.AssertSame(_kiosk.State, _kiosk.Store.Load().State);
        Assert.Equal((3, 2), (_kiosk.Store.Load().State.Tickets[0].People, _kiosk.Store.Load().State.Tickets[0].Left));
        Assert.Equal(1, _kiosk.State.PeopleWaiting);
    }

    [Fact]
    public void Who_did_not_come_is_counted_nowhere()
    {
        var number = Household(3);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        _kiosk.Do(new KioskCommand.End(_kiosk.State.Day!.Id, number, TicketState.Done));
        _kiosk.Do(new KioskCommand.Share(null, 2));
        Assert.Equal((TicketState.Done, 2, 1, 1), (At(number).State, At(number).People, At(number).Of(TicketState.Done), At(number).Of(TicketState.Exception)));
        Assert.Equal((2, 1, 1, 0), (DaySums.Of(_kiosk.State).People, DaySums.Of(_kiosk.State).Enrolled, DaySums.Of(_kiosk.State).Unable, DaySums.Of(_kiosk.State).InProgress));
        Assert.Equal($"everybody of ticket {number} is done", Refused(new KioskCommand.Next(number)));
        _kiosk.Do(new KioskCommand.Undo());
        Assert.Equal((TicketState.AtDesk, 3, 1), (At(number).State, At(number).People, At(number).Left));
    }

    [Fact]
    public void A_key_that_would_end_it_for_those_who_are_left_is_asked_for_again()
    {
        var number = Household(3);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        Assert.Equal("Còn 2: bấm nữa/again", Hint(KeypadKey.Enter));
        Assert.Equal("Đã bỏ/Left as it was", Hint(KeypadKey.Plus));
        Assert.Equal("Còn 2: bấm nữa/again", Hint(KeypadKey.Digit0));
        Assert.Equal(TicketState.AtDesk, At(number).State);
        Assert.Equal($"{number} xong/done", Hint(KeypadKey.Digit0));
    }

    // The case on the officer's page and a reason on the keypad are then about the same person.
    [Fact]
    public void A_case_whose_person_a_key_has_ended_ends_no_other_one()
    {
        var number = Household(2);
        _kiosk.Do(new KioskCommand.Next());
        _kiosk.Do(new KioskCommand.Except("ill"));
        Assert.Equal($"this person of ticket {number} was ended by an officer's key already", Refused(new KioskCommand.End(_kiosk.State.Day!.Id, number, TicketState.Cancelled, After: 0)));
        Assert.Equal(1, At(number).Left);
        Assert.IsType<Step>(_kiosk.Do(new KioskCommand.End(_kiosk.State.Day!.Id, number, TicketState.Done, After: 1)));
        Assert.Equal(TicketState.Done, At(number).State);
    }

    private string Household(int people) => Assert.IsType<Step>(_kiosk.Do(new KioskCommand.Give("card", false, null, people))).Ticket!.Number;

    private Ticket At(string number) => _kiosk.State.Find(number)!;

    private string Refused(KioskCommand wish) => Assert.IsType<Refusal>(_kiosk.Do(wish)).Text;

    private string? Hint(KeypadKey key)
    {
        _kiosk.Press([key]);
        return _kiosk.Scenes.Current.Hint;
    }
}
