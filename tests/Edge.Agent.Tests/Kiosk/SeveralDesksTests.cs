using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>Several desks call from one queue, and none takes anything from another.</summary>
public sealed class SeveralDesksTests
{
    [Fact]
    public void Two_desks_call_in_turn_and_neither_ends_the_others_case()
    {
        using var kiosk = Desks(2);
        for (var i = 0; i < 3; i++) kiosk.Give();
        kiosk.Do(new KioskCommand.Next());
        kiosk.Pass(1);
        kiosk.Do(new KioskCommand.Next { Desk = 2 });
        Assert.Equal(("A001", "A002", "A002"), (kiosk.State.At(1)!.Number, kiosk.State.At(2)!.Number, kiosk.State.AtDesk!.Number));
        Assert.Equal(RefusalKind.NothingToUndo, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.Undo())).Kind);
        kiosk.Do(new KioskCommand.Done { Desk = 2 });
        Assert.Equal((TicketState.AtDesk, TicketState.Done), (kiosk.State.Find("A001")!.State, kiosk.State.Find("A002")!.State));
        Assert.IsType<Step>(kiosk.Do(new KioskCommand.Undo { Desk = 2 }));
        Assert.Equal("A002", kiosk.State.At(2)!.Number);
        kiosk.Do(new KioskCommand.Next());
        Assert.Equal(("A003", "A002"), (kiosk.State.At(1)!.Number, kiosk.State.At(2)!.Number));
        // A case ends its own ticket, whichever desk that is at.
        Assert.IsType<Step>(kiosk.Do(new KioskCommand.End(1, "A002", TicketState.Exception, "ill")));
        Assert.Equal((null, "A003"), (kiosk.State.At(2), kiosk.State.At(1)!.Number));
        Assert.Equal(RefusalKind.UnknownDesk, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.Next { Desk = 3 })).Kind);
        using var alone = Desks(1);
        Assert.Equal(RefusalKind.UnknownDesk, Assert.IsType<Refusal>(alone.Do(new KioskCommand.Next { Desk = 2 })).Kind);
    }

    [Fact]
    public void Who_is_passed_on_waits_with_the_same_number_and_only_that_desk_calls_it()
    {
        using var kiosk = Desks(2);
        kiosk.Give();
        kiosk.Give();
        kiosk.Do(new KioskCommand.Next());
        var passed = Assert.IsType<Step>(kiosk.Do(new KioskCommand.PassOn(Service: "result", ToDesk: 2)));
        Assert.Equal((StepKind.PassedOn, "A001", "result", TicketState.Waiting), (passed.Kind, passed.Ticket!.Number, passed.Ticket.Service, passed.Ticket.State));
        Assert.Equal("A002", Assert.IsType<Step>(kiosk.Do(new KioskCommand.Next())).Ticket!.Number);
        Assert.Equal("A001", Assert.IsType<Step>(kiosk.Do(new KioskCommand.Next { Desk = 2 })).Ticket!.Number);
        Assert.Equal((2, 1), DaySums.Of(kiosk.State) is var s ? (s.InProgress, s.PassedOn) : default);
        QueueStates.AssertSame(kiosk.State, kiosk.Store.Load().State);
        Assert.Equal(RefusalKind.UnknownService, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.PassOn())).Kind);
        Assert.Equal(RefusalKind.UnknownService, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.PassOn(Service: "bread"))).Kind);
        Assert.Equal(RefusalKind.UnknownDesk, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.PassOn(ToDesk: 5))).Kind);
    }

    [Fact]
    public void Who_is_at_another_desk_is_passed_on_by_that_one_alone()
    {
        using var kiosk = Desks(2);
        kiosk.Give();
        kiosk.Do(new KioskCommand.Next());
        Assert.Equal(RefusalKind.NotCallable, Assert.IsType<Refusal>(kiosk.Do(new KioskCommand.PassOn("A001", "result") { Desk = 2 })).Kind);
        Assert.IsType<Step>(kiosk.Do(new KioskCommand.PassOn("A001", "result")));
    }

    [Fact]
    public void After_a_power_cut_the_display_shows_whoever_was_called_in_this_boot()
    {
        using var kiosk = Desks(2);
        kiosk.Give();
        kiosk.Give();
        kiosk.Pass(600);
        kiosk.Do(new KioskCommand.Next { Desk = 2 });
        var later = kiosk.State with { Boot = new Guid("0198c0de-0000-7000-8000-000000000001") };
        later = later.With(later.Tickets[1] with { State = TicketState.AtDesk, Desk = 1, CalledAt = new Moment(later.Boot, 1_000) });
        Assert.Equal(("A001", "A002"), (kiosk.State.AtDesk!.Number, later.AtDesk!.Number));
    }

    private static KioskBench Desks(int desks)
    {
        var kiosk = new KioskBench(new KioskOptions { Desks = desks });
        kiosk.Do(new KioskCommand.OpenDay());
        return kiosk;
    }
}
