using System.Text.Json;
using Edge.Agent.Desk.Page.Parts;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Desk.Page;

/// <summary>The page of an officer who is signed in: what changes by itself is in parts, each of which is sent again when it looks different.</summary>
internal sealed class PageBook(KioskSettings kiosk)
{
    /// <summary>The parts by the id of the element they fill.</summary>
    public IReadOnlyList<(string Id, Markup Inside)> Parts(DeskState state, PageWords w) =>
    [
        ("top", TopPart.Of(state, w)),
        ("now", NowPart.Of(state, w, kiosk)),
        ("citizen", CitizenPart.Of(state, w, kiosk)),
        ("steps", StepsPart.Of(state, w)),
        ("portrait", StepsPart.Portrait(state, w)),
        ("queue", QueuePart.Of(state, w, kiosk)),
        ("list", DayPart.Worklist(state, w)),
        ("day", DayPart.Sums(state, w, kiosk)),
        ("devices", DayPart.Devices(state, w)),
        ("signal", SignalPart.IsShown(state) ? SignalPart.Of(state, w) : Markup.None),
    ];

    /// <summary>Those that look different from what was sent before, as one line of JSON; null where none does.</summary>
    public string? News(DeskState state, PageWords w, Dictionary<string, string> sent)
    {
        var changed = Parts(state, w).Where(p => !sent.TryGetValue(p.Id, out var before) || before != p.Inside.Text).ToList();
        foreach (var (id, inside) in changed) sent[id] = inside.Text;
        return changed.Count == 0 ? null : JsonSerializer.Serialize(changed.ToDictionary(p => p.Id, p => p.Inside.Text));
    }

    public Markup Document(DeskState state, PagePrefs prefs)
    {
        var w = prefs.Words;
        var parts = Parts(state, w).ToDictionary(p => p.Id, p => Markup.Of($"""<div id="{p.Id}" class="part" tabindex="-1">{p.Inside}</div>"""));
        return Frame.Of(prefs, "live", Markup.Of(
            $"""
            {(state.Trial ? Markup.Of($"""<p class="trial">{w["trial"]}</p>""") : Markup.None)}
            <header>{parts["top"]}{Desks(state, w)}{Frame.Choices(prefs)}<button type="button" id="lock" class="plain" data-lock>{w["lock"]} <kbd aria-hidden="true">Esc Esc</kbd></button></header>
            <p id="away" class="alarm" role="status" hidden>{w["away"]}</p>
            <div id="problem" class="alarm" role="alert" hidden></div>
            <main>
            <section class="card now" aria-live="polite">{parts["now"]}</section>
            <div class="work">
            <section class="card" aria-labelledby="h-citizen"><h2 id="h-citizen">{w["citizen"]}</h2>{parts["citizen"]}{parts["portrait"]}</section>
            <section class="card" aria-labelledby="h-steps"><h2 id="h-steps">{w["steps"]}</h2>{parts["steps"]}</section>
            </div>
            <div class="side">
            <section class="card" aria-labelledby="h-queue"><h2 id="h-queue">{w["queue"]}</h2>{parts["queue"]}</section>
            <section class="card" aria-labelledby="h-list"><h2 id="h-list" tabindex="-1">{w["worklist"]}</h2>{parts["list"]}{Search(w)}</section>
            </div>
            <div class="rest">
            <section class="card" aria-labelledby="h-day"><h2 id="h-day">{w["day"]}</h2>{parts["day"]}</section>
            <section class="card" aria-labelledby="h-devices"><h2 id="h-devices">{w["devices"]}</h2>{parts["devices"]}</section>
            {Signal(state, parts["signal"], w)}
            </div>
            </main>
            {Dialogs.Of(w, kiosk)}
            <footer>{w["keys"]}</footer>
            <pre id="paper" aria-hidden="true"></pre>
            """));
    }

    // Where there are several: each browser stands at one of them.
    private static Markup Desks(DeskState state, PageWords w) => state.Desks == 1 ? Markup.None : Markup.Of(
        $"""<label class="inline"><span>{w["desk"]}</span><select id="desk" data-cookie="{PagePrefs.DeskCookie}">{Enumerable.Range(1, state.Desks).Select(d => Markup.Of($"""<option value="{d}"{new Markup(d == state.Desk ? " selected" : "")}>{d}</option>"""))}</select></label>""");

    // Where the settings name no modem the element is there all the same: a part that is sent finds its place.
    private static Markup Signal(DeskState state, Markup part, PageWords w) => !SignalPart.IsShown(state) ? part
        : Markup.Of($"""<section class="card signal" aria-labelledby="h-signal"><h2 id="h-signal">{w["signal"]}</h2>{SignalPart.Form(state, w)}{part}</section>""");

    private static Markup Search(PageWords w) => Markup.Of(
        $"""
        <form id="search" role="search" data-html="/page/worklist" data-into="people">
        <label><span>{w["search"]} <kbd aria-hidden="true">/</kbd></span><input type="search" name="query" id="query" autocomplete="off" spellcheck="false" maxlength="100"></label>
        <div class="ticks">{Controls.Tick("ride", w["mark-ride"])}{Controls.Tick("visit", w["mark-visit"])}{Controls.Tick("temporary", w["mark-temporary"])}{Controls.Tick("card", w["mark-card"])}{Controls.Tick("done", w["with-done"])}</div>
        <div class="acts"><button type="submit" class="plain">{w["show"]} <kbd aria-hidden="true">L</kbd></button><button type="button" class="plain" id="print" data-print="/v1/desk/worklist/print">{w["print"]}</button></div>
        </form>
        <div id="people" aria-live="polite"></div>
        """);
}
