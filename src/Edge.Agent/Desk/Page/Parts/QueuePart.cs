using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Who is called, who waits and for how long, and who missed the call.</summary>
internal static class QueuePart
{
    private const int Shown = 12;

    public static Markup Of(DeskState state, PageWords w, KioskSettings kiosk)
    {
        var busy = state.Case is not null;
        var missed = state.Queue.Tickets.Where(t => t.State == TicketState.NoShow).TakeLast(Shown).ToList();
        return Markup.Of(
            $"""
            <p class="count"><b>{state.Line.Sum(t => t.People)}</b> {w["waiting"]}{state.Queue.AtDesks.OrderBy(t => t.DeskOrFirst()).Select(t => Markup.Of($" · {w.Say("at-desk", t.Number, kiosk.DeskName(t.Desk))}"))}</p>
            <ol class="numbers line">{state.Line.Take(Shown).Select(t => Waiting(t, state, busy, w, kiosk))}</ol>
            {(state.Line.Count > Shown ? Markup.Of($"""<p class="soft">{w.Say("and-more", state.Line.Skip(Shown).Sum(t => t.People))}</p>""") : Markup.None)}
            {(missed.Count > 0 ? Markup.Of($"""<p class="soft">{w["missed"]}</p><ol class="numbers">{missed.Select(t => Number(t, busy, w))}</ol>""") : Markup.None)}
            <div class="acts">{Day(state, w)}</div>
            """);
    }

    /// <summary>Picture, service, language, lane and minutes: what an officer has to know of somebody before calling.</summary>
    public static Markup About(Ticket t, TimeSpan? waited, PageWords w, KioskSettings kiosk)
    {
        var service = kiosk.Find(t.Service);
        return Markup.Of($"""<img src="/pictograms/{service?.Pictogram ?? t.Service}.svg" alt="" width="24" height="24"> {service?.Name(w.Language) ?? t.Service} · {Language(t.Language, w)}{(t.Priority ? $" · {w["priority"]}" : "")}{(t.People > 1 ? $" · {People(t, w)}" : "")}{(t.ForDesk is { } desk ? $" · {w.Say("for-desk", kiosk.DeskName(desk))}" : "")}{(waited is { } span ? $" · {w.Say("waited", Minutes(span))}" : "")}""");
    }

    // Once some are done, how many are left is what matters.
    private static string People(Ticket t, PageWords w) => t.Ended.Total == 0 ? w.Say("people", t.People) : w.Say("people-left", t.Left, t.People);

    public static int Minutes(TimeSpan span) => (int)span.TotalMinutes;

    private static string Language(string language, PageWords w) => PageWords.Has($"language-{language}") ? w[$"language-{language}"] : language;

    private static Markup Waiting(Ticket t, DeskState state, bool busy, PageWords w, KioskSettings kiosk) => Markup.Of(
        $"""<li>{Call(t, busy, w)}<button type="button" id="first-{t.Number}" class="small" data-post="/v1/desk/queue/priority" data-body="{Body.Of(("number", t.Number), ("priority", !t.Priority))}" aria-pressed="{(t.Priority ? "true" : "false")}" aria-label="{w.Say("priority-of", t.Number)}">{(t.Priority ? "★" : "☆")}</button><span class="about">{About(t, t.WaitingBy(state.Time), w, kiosk)}</span></li>""");

    private static Markup Number(Ticket t, bool busy, PageWords w) => Markup.Of($"<li>{Call(t, busy, w)}</li>");

    private static Markup Call(Ticket t, bool busy, PageWords w) => busy
        ? Markup.Of($"""<span class="number">{t.Number}</span>""")
        : Markup.Of($"""<button type="button" id="call-{t.Number}" class="number" data-post="/v1/desk/queue/next" data-body="{Body.Of(("number", t.Number))}" aria-label="{w.Say("call-of", t.Number)}">{t.Number}</button>""");

    private static IEnumerable<Markup> Day(DeskState state, PageWords w)
    {
        if (!state.Queue.IsOpen) yield break;
        yield return Controls.Open("ticket-open", w["give-ticket"], "ticket", "g");
        if (state.Queue.Undo is { } undo && undo.Desk == state.Desk) yield return Controls.Ask("undo", w["undo"], "queue/undo", key: "z");
        yield return Controls.Ask("pause", w[state.Queue.IsPaused ? "resume" : "pause"], "queue/pause", Body.Of(("on", !state.Queue.IsPaused)));
        var waiting = state.Queue.PeopleWaiting;
        if (state.Case is null) yield return Controls.Open("close-open", waiting == 0 ? w["close-day"] : w.Say("close-day-waiting", waiting), "close-day");
    }
}
