using Edge.Agent.Enrolment.Services;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Kiosk.Store;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>Begins cases, and takes up the one that was in hand when the board went off.</summary>
internal sealed class CaseOpening(CaseStore store, ServiceBook services, QueueStore queue, KioskSettings kiosk, TimeProvider time)
{
    /// <summary>The case in hand at the last stop; null where there was none. Who it is has to be asked again only where that step was not sealed. A service that is gone has no steps: its case cannot be finished.</summary>
    public CaseInHand? Resume() => store.Load() is { } state ? new CaseInHand(state, services.Find(state.Service) ?? new ServicePlan(state.Service, [])) : null;

    /// <summary>A new case, durable; or why there is none.</summary>
    public (CaseInHand? Case, CaseAnswer Answer) Begin(CaseAct.Begin act, SignedIn by)
    {
        if (services.Find(act.Service) is not { } plan)
        {
            return (null, new CaseAnswer("unknown-service", $"service is '{act.Service}'; at this desk there are {string.Join(", ", services.All.Where(s => s.Steps.Count > 0).Select(s => s.Id))}"));
        }
        var ticket = act.Ticket is { } number ? queue.Current.Find(number) : null;
        if (act.Ticket is not null && ticket is not { State: TicketState.AtDesk }) return (null, new CaseAnswer("ticket-not-called", $"ticket {act.Ticket} is not at the desk; call it first"));
        var language = act.Language ?? ticket?.Language ?? kiosk.Languages[0];
        if (!kiosk.Languages.Contains(language)) return (null, new CaseAnswer("unknown-language", $"language is '{language}'; this kiosk has {string.Join(", ", kiosk.Languages)}"));
        var state = new CaseState
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            Service = plan.Id,
            Ticket = ticket?.Number,
            Day = ticket?.Day ?? 0,
            After = ticket?.Ended.Total,
            Language = language,
            Officer = by.Id,
            Begun = store.Now(),
        };
        return (new CaseInHand(store.Save(state, new JournalAct(by.Id, "case-begun", state.Id.ToString())), plan), CaseAnswer.Done);
    }
}
