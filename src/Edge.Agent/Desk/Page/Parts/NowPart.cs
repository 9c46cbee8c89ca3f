using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>What to do now, in one sentence, and the few buttons that do it.</summary>
internal static class NowPart
{
    public static Markup Of(DeskState state, PageWords w, KioskSettings kiosk)
    {
        var (sentence, buttons) = state switch
        {
            { Case: { } view } => CaseNow.Of(view, state.AtDesk, w),
            { AtDesk: { } ticket } => AtDesk(ticket, state, w),
            { Queue.IsOpen: false } => (w["now-closed"], [Controls.Ask("open-day", w["open-day"], "queue/open", key: "o", look: "main"), Visit(w)]),
            { Queue.IsPaused: true } => (w["now-paused"], [Controls.Ask("resume", w["resume"], "queue/pause", Body.Of(("on", false)), look: "main"), Visit(w)]),
            { Line: [var next, ..] } => (w["now-call"], [Next(next, w), Visit(w)]),
            _ => (w["now-nobody"], (Markup[])[Visit(w)]),
        };
        var stopped = state.StoreProblem is { } problem ? Markup.Of($"""<p class="alarm">{w["store-problem"]} <small lang="en">{problem}</small></p>""") : Markup.None;
        var leaving = state.SwitchingOff ? Markup.Of($"""<p class="alarm">{w["switching-off"]}</p>""") : Markup.None;
        return Markup.Of($"""{stopped}{leaving}{FaultsPart.Of(state, w)}<h2 class="sentence">{sentence}</h2>{About(state, w, kiosk)}<div class="acts">{buttons}</div>""");
    }

    private static Markup About(DeskState state, PageWords w, KioskSettings kiosk) => state.AtDesk is not { } ticket ? Markup.None
        : Markup.Of($"""<p class="about">{QueuePart.About(ticket, ticket.Waited, w, kiosk)}{(state.SinceCall is { } span ? $" · {w.Say("since-call", QueuePart.Minutes(span))}" : "")}</p>""");

    /// <summary>Calls again, puts aside, takes back.</summary>
    public static IEnumerable<Markup> Calling(DeskState state, Ticket ticket, PageWords w)
    {
        yield return Controls.Ask("recall", w.Say("recall", ticket.Recalls), "queue/recall", key: "r");
        if (ticket.Recalls >= state.Recalls) yield return Controls.Ask("no-show", w["no-show"], "queue/no-show");
    }

    private static (string, Markup[]) AtDesk(Ticket ticket, DeskState state, PageWords w)
    {
        var begin = Controls.Ask("begin", w["begin"], "case/begin", Body.Of(("service", ticket.Service), ("ticket", ticket.Number), ("language", ticket.Language)), "b", "main");
        // Whoever is left of a household would count as served: no key ends it by habit.
        var begun = ticket.Ended.Total > 0;
        var next = state.Line.Count == 0 ? Markup.None : begun ? Controls.Ask("next", w.Say("next-left", state.Line[0].Number, ticket.Left), "queue/next") : Next(state.Line[0], w);
        var done = begun ? Controls.Ask("done", w.Say("done-left", ticket.Left), "queue/done") : Controls.Ask("done", w["done"], "queue/done", key: "d");
        return (begun ? w.Say("now-household", ticket.Number, ticket.Left, ticket.People) : w.Say("now-at-desk", ticket.Number),
            [begin, done, next, .. Calling(state, ticket, w), Controls.Open("exception-open", w["exception"], "exception", "u"), Controls.Open("pass-open", w["pass-on"], "pass", "t"), Household(ticket, w)]);
    }

    /// <summary>Says how many share a ticket.</summary>
    public static Markup Household(Ticket ticket, PageWords w) => Controls.Open("household-open", w["household"], "household", fill: Body.Of(("people", ticket.People)));

    private static Markup Next(Ticket next, PageWords w) => Controls.Ask("next", w.Say("next", next.Number), "queue/next", key: "n", look: "main");

    private static Markup Visit(PageWords w) => Controls.Open("visit-open", w["without-ticket"], "visit");
}
