using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Identify;
using Edge.Agent.Kiosk.Settings;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>The citizen in hand: ticket, who it is, and what is doubtful.</summary>
internal static class CitizenPart
{
    public static Markup Of(DeskState state, PageWords w, KioskSettings kiosk)
    {
        if (state.Case is not { } view) return Markup.Of($"""<p class="soft">{w["no-case"]}</p>""");
        return Markup.Of(
            $"""
            <p class="ticket"><b>{view.Ticket ?? w["home-visit"]}</b> {kiosk.Find(view.Service)?.Name(w.Language) ?? view.Service} · {w["language-of"]} {w[$"language-{view.Language}"]}</p>
            {Person(view, w)}
            {Warnings(view.Warnings, w)}
            """);
    }

    private static Markup Person(CaseView view, PageWords w)
    {
        if (view.Person is not { } person) return Markup.Of($"""<p class="soft">{w[view.Steps.Any(s => s is { Id: "identify", State: StepState.Done }) ? "person-sealed" : "person-unknown"]}</p>""");
        return Markup.Of(
            $"""
            <p class="name">{person.Name ?? w["no-name"]}</p>
            <dl class="person">{Line(w["number"], Grouped(person.Number), w)}{Line(w["birth"], person.Birth, w)}{Line(w["sex"], person.Sex is { } sex ? w[$"sex-{sex}"] : null, w)}{Line(w["address"], person.Address, w)}{Line(w["source"], w[$"source-{person.Source}"], w)}</dl>
            """);
    }

    private static Markup Line(string label, string? value, PageWords w) => Markup.Of($"<div><dt>{label}</dt><dd>{value ?? w["not-known"]}</dd></div>");

    // Twelve digits in a row cannot be compared by eye.
    private static string? Grouped(string? number) => number is { Length: 12 } ? $"{number[..3]} {number[3..6]} {number[6..9]} {number[9..]}" : number;

    private static Markup Warnings(IReadOnlyList<Warning> warnings, PageWords w) => warnings.Count == 0 ? Markup.None : Markup.Of(
        $"""<ul class="warnings" aria-label="{w["warnings"]}">{warnings.Select(x => One(x, w))}</ul>""");

    private static Markup One(Warning warning, PageWords w)
    {
        var values = warning.There.Length > 0
            ? Markup.Of($"""<span class="values"><q>{warning.Here}</q> <b aria-label="{w["differs"]}">≠</b> <q>{warning.There}</q></span>""")
            : warning.Here.Length > 0 ? Markup.Of($"""<span class="values"><q>{warning.Here}</q></span>""") : Markup.None;
        return Markup.Of($"""<li><span>{(w.Language == PageWords.English ? warning.English : warning.Vietnamese)}</span>{values}</li>""");
    }
}
