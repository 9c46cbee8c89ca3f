using Edge.Agent.Enrolment.Worklists;
using Edge.Contracts.Areas;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>People of the worklist that were looked for.</summary>
internal static class PeoplePart
{
    private static readonly (WorklistMarks Mark, string Name)[] Marks =
    [
        (WorklistMarks.Temporary, "mark-temporary"), (WorklistMarks.NeedsRide, "mark-ride"), (WorklistMarks.NeedsVisit, "mark-visit"),
        (WorklistMarks.LacksCard, "mark-card"), (WorklistMarks.LacksAccount, "mark-account"), (WorklistMarks.LacksActivation, "mark-activation"),
    ];

    public static Markup Of(IReadOnlyList<WorklistPerson> people, bool canPick, PageWords w) => people.Count == 0
        ? Markup.Of($"""<p class="soft">{w["nobody-found"]}</p>""")
        : Markup.Of($"""<ul class="people">{people.Select(p => Person(p, canPick, w))}</ul>""");

    private static Markup Person(WorklistPerson p, bool canPick, PageWords w) => Markup.Of(
        $"""
        <li><b>{p.Name}</b> {p.Birth} · {p.Hamlet}{(p.Number is { } number ? $" · {number}" : "")}
        <span class="tags">{Marks.Where(m => p.Flags.HasFlag(m.Mark)).Select(m => Markup.Of($"<i>{w[m.Name]}</i>"))}{(p.Done ? Markup.Of($"<i>✓ {w["ticked-off"]}</i>") : Markup.None)}</span>
        {(canPick ? Controls.Ask($"pick-{p.Entry}", w["pick"], "case/identify-entry", Body.Of(("entry", p.Entry)), look: "small") : Markup.None)}</li>
        """);
}
