using Edge.Agent.Enrolment;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>The steps of the case, and how far each is.</summary>
internal static class StepsPart
{
    public static Markup Of(DeskState state, PageWords w)
    {
        if (state.Case is not { } view) return Markup.None;
        var fingers = view.Steps.FirstOrDefault(s => s.Id == "fingers");
        return Markup.Of($"""<ol class="steps">{view.Steps.Select(s => Step(s, w))}</ol>{(fingers is { Fingers.Count: > 0, State: not StepState.Waiting } ? HandsMap.Of(fingers, w) : Markup.None)}""");
    }

    /// <summary>The picture in hand, by itself: it is fetched when it is another, and not with every change of the rest.</summary>
    public static Markup Portrait(DeskState state, PageWords w)
    {
        if (state.Case?.Steps.FirstOrDefault(s => s is { Id: "portrait", Preview: not null }) is not { Preview: { } number } step) return Markup.None;
        var doubts = step.Doubts.Count == 0 ? Markup.Of($"""<p class="good">{w["portrait-good"]}</p>""") : Markup.Of($"""<ul class="warnings">{step.Doubts.Select(d => Markup.Of($"<li>{w[d]}</li>"))}</ul>""");
        return Markup.Of($"""<figure class="portrait"><img src="/v1/desk/case/portrait/{number}" alt="{w["portrait-alt"]}" width="240" height="320"><figcaption>{doubts}</figcaption></figure>""");
    }

    /// <summary>A mark for each state, which says it without colour.</summary>
    public static string Mark(StepState state) => state switch
    {
        StepState.Done => "✓",
        StepState.Current => "▶",
        StepState.Skipped => "–",
        _ => "○",
    };

    private static Markup Step(StepView step, PageWords w)
    {
        var redo = step.State == StepState.Done && step.Id is not ("receipt" or "review") ? Controls.Ask($"redo-{step.Id}", w["redo"], "case/redo", Body.Of(("step", step.Id)), look: "small") : Markup.None;
        var current = step.State == StepState.Current ? Markup.Of($" aria-current=\"step\"") : Markup.None;
        return Markup.Of($"""<li class="{Class(step.State)}"{current}><span class="mark" aria-hidden="true">{Mark(step.State)}</span> {w[$"step-{step.Id}"]} <span class="unseen">{w[$"state-{Class(step.State)}"]}</span>{redo}</li>""");
    }

    private static string Class(StepState state) => state switch
    {
        StepState.Done => "done",
        StepState.Current => "current",
        StepState.Skipped => "skipped",
        _ => "waiting",
    };
}
