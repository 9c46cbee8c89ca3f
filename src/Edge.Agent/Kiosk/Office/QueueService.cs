using Edge.Agent.Custody;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Power;
using Edge.Agent.Storage;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.Office;

/// <summary>Does wishes, one after another: decides, makes it durable, and only then answers.</summary>
internal sealed class QueueService(QueueStore book, StoreGate gate, KioskSettings settings, IBoardClock clock, TimeProvider time, KioskMetrics metrics, BoardPower power, Func<string?> onDuty)
{
    private readonly CallFlow _flow = new(settings.Options.RecallsBeforeNoShow, settings.Options.PriorityInARow);

    public QueueState State => book.Current;

    public OfficeAnswer Do(KioskCommand wish)
    {
        if (wish.Id is { } id && Repeated(id, wish) is { } answer) return answer;
        var verdict = Decide(wish);
        if (verdict is not Step step) return new OfficeAnswer(verdict);
        var request = wish.Id is { } name ? new DoneRequest(name, Name(wish), step.Kind, step.Ticket?.Number) : null;
        var began = time.GetTimestamp();
        if (book.Commit(step, request, wish.By ?? onDuty() ?? JournalAct.Keypad) is { } refusal) return new OfficeAnswer(refusal);
        metrics.Committed(step, time.GetElapsedTime(began));
        return new OfficeAnswer(step);
    }

    private Verdict Decide(KioskCommand wish) => NoSuchDesk(wish.Desk) ?? wish switch
    {
        KioskCommand.OpenDay => DayFlow.Open(State, time.Local()),
        KioskCommand.CloseDay => DayFlow.Close(State, wish.Desk),
        KioskCommand.Give give => Give(give),
        KioskCommand.Next when power.Now.IsLeaving => Leaving,
        KioskCommand.Next next => _flow.Next(State, At(wish), next.Number),
        KioskCommand.Recall => CallFlow.Recall(State, At(wish)),
        KioskCommand.NoShow => _flow.NoShow(State, wish.Desk),
        KioskCommand.Done => CallFlow.Done(State, At(wish)),
        KioskCommand.Except except => Except(except),
        KioskCommand.Mark mark => TicketFlow.Mark(State, mark.Number, mark.Priority),
        KioskCommand.Share share => TicketFlow.Share(State, share.Desk, share.Number, share.People),
        KioskCommand.Undo => UndoFlow.Back(State, wish.Desk),
        KioskCommand.PassOn pass => PassOn(pass),
        KioskCommand.Pause pause => DayFlow.Pause(State, pause.On),
        KioskCommand.End end => CallFlow.End(State, clock.Now(), (end.Day, end.Number), end.As, end.Reason, end.After),
        _ => throw new ArgumentException($"nobody does {wish.GetType().Name}", nameof(wish)),
    };

    private static Refusal Leaving => new(RefusalKind.SwitchingOff, "the battery is nearly empty and the board switches itself off; go on once it is back");

    private Verdict Give(KioskCommand.Give give)
    {
        if (settings.Find(give.Service) is not { } service) return UnknownService(give.Service);
        var language = give.Language ?? settings.Languages[0];
        if (!settings.Languages.Contains(language)) return new Refusal(RefusalKind.UnknownLanguage, $"language is '{language}'; this kiosk has {string.Join(", ", settings.Languages)}");
        if (power.Now.IsLeaving) return Leaving;
        return gate.Problem() is { } problem ? problem : TicketFlow.Give(State, service, language, give.Priority, give.People, TicketCode.NewMark(), time.Local());
    }

    private Verdict Except(KioskCommand.Except except) => settings.Reasons.Any(r => r.Id == except.Reason)
        ? CallFlow.Except(State, except.Desk, except.Reason)
        : new Refusal(RefusalKind.UnknownReason, $"reason is '{except.Reason}'; this kiosk has {string.Join(", ", settings.Reasons.Select(r => r.Id))}");

    private Verdict PassOn(KioskCommand.PassOn pass) => pass switch
    {
        { Service: null, ToDesk: null } => new Refusal(RefusalKind.UnknownService, $"neither a service nor a desk is named; services are {string.Join(", ", settings.Services.Select(s => s.Id))}, desks 1 to {settings.Options.Desks}"),
        { Service: { } service } when settings.Find(service) is null => UnknownService(service),
        _ => NoSuchDesk(pass.ToDesk) ?? CallFlow.PassOn(State, pass.Desk, pass.Number, pass.Service, pass.ToDesk),
    };

    private Refusal UnknownService(string service) => new(RefusalKind.UnknownService, $"service is '{service}'; this kiosk has {string.Join(", ", settings.Services.Select(s => s.Id))}");

    private Refusal? NoSuchDesk(int? desk) => desk is null || (desk >= 1 && desk <= settings.Options.Desks) ? null
        : new Refusal(RefusalKind.UnknownDesk, $"desk is {desk}; this kiosk has {(settings.Options.Desks == 1 ? "desk 1 alone" : $"desks 1 to {settings.Options.Desks}")} (Kiosk:Desks)");

    private CallAt At(KioskCommand wish) => new(clock.Now(), time.Local(), wish.Desk);

    private OfficeAnswer? Repeated(Guid id, KioskCommand wish)
    {
        try
        {
            if (book.Find(id) is not { } done) return null;
            if (done.Wish != Name(wish)) return new OfficeAnswer(new Refusal(RefusalKind.IdUsedOtherwise, $"id {id} was another wish ({done.Wish}); give this one its own"));
            return new OfficeAnswer(new Step(done.Kind, State, [], done.Number is null ? null : State.Find(done.Number)), AlreadyDone: true);
        }
        catch (SqliteException e)
        {
            return new OfficeAnswer(new Refusal(SqliteFault.IsPassing(e) ? RefusalKind.StoreBusy : RefusalKind.StoreFailed, $"it cannot be told whether this was done already: {e.Message}"));
        }
    }

    private static string Name(KioskCommand wish) => wish.GetType().Name;
}

/// <summary>What became of a wish.</summary>
/// <param name="Verdict">The step or the refusal.</param>
/// <param name="AlreadyDone">It was done before, under the same id; nothing changed now.</param>
internal sealed record OfficeAnswer(Verdict Verdict, bool AlreadyDone = false);
