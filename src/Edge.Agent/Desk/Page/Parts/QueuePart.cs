using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Who waits, and who missed the call.</summary>
internal static class QueuePart
{
    private const int Shown = 12;

    public static Markup Of(DeskState state, PageWords w)
    {
        var busy = state.Case is not null;
        var missed = state.Queue.Tickets.Where(t => t.State == TicketState.NoShow).TakeLast(Shown).ToList();
        return Markup.Of(
            $"""
            <p class="count"><b>{state.Line.Count}</b> {w["waiting"]}{(state.Queue.AtDesk is { } current ? $" · {w.Say("at-desk", current.Number)}" : "")}</p>
            <ol class="numbers">{state.Line.Take(Shown).Select(t => Waiting(t, busy, w))}</ol>
            {(state.Line.Count > Shown ? Markup.Of($"""<p class="soft">{w.Say("and-more", state.Line.Count - Shown)}</p>""") : Markup.None)}
            {(missed.Count > 0 ? Markup.Of($"""<p class="soft">{w["missed"]}</p><ol class="numbers">{missed.Select(t => Number(t, busy, w))}</ol>""") : Markup.None)}
            <div class="acts">{Day(state, w)}</div>
            """);
    }

    private static Markup Waiting(Ticket t, bool busy, PageWords w) => Markup.Of(
        $"""<li>{Call(t, busy, w)}<button type="button" id="first-{t.Number}" class="small" data-post="/v1/desk/queue/priority" data-body="{Body.Of(("number", t.Number), ("priority", !t.Priority))}" aria-pressed="{(t.Priority ? "true" : "false")}" aria-label="{w.Say("priority-of", t.Number)}">{(t.Priority ? "★" : "☆")}</button></li>""");

    private static Markup Number(Ticket t, bool busy, PageWords w) => Markup.Of($"<li>{Call(t, busy, w)}</li>");

    private static Markup Call(Ticket t, bool busy, PageWords w) => busy
        ? Markup.Of($"""<span class="number">{t.Number}</span>""")
        : Markup.Of($"""<button type="button" id="call-{t.Number}" class="number" data-post="/v1/desk/queue/next" data-body="{Body.Of(("number", t.Number))}" aria-label="{w.Say("call-of", t.Number)}">{t.Number}</button>""");

    private static IEnumerable<Markup> Day(DeskState state, PageWords w)
    {
        if (!state.Queue.IsOpen) yield break;
        yield return Controls.Open("ticket-open", w["give-ticket"], "ticket", "g");
        if (state.Queue.Undo is not null) yield return Controls.Ask("undo", w["undo"], "queue/undo", key: "z");
        if (state.Case is null) yield return Controls.Open("close-open", w["close-day"], "close-day");
    }
}
