using Edge.Agent.Enrolment;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>Two hands, backs up, as the citizen sees them: each finger with its state, its best quality and its tries.</summary>
internal static class HandsMap
{
    private const int Width = 30;

    // Left hand from the little finger to the thumb, then the right hand from the thumb on.
    private static readonly (int Position, int X, int Top)[] Places =
    [
        (10, 8, 62), (9, 44, 36), (8, 80, 24), (7, 116, 38), (6, 152, 92),
        (1, 218, 92), (2, 254, 38), (3, 290, 24), (4, 326, 36), (5, 362, 62),
    ];

    public static Markup Of(StepView step, PageWords w)
    {
        var fingers = step.Fingers.ToDictionary(f => f.Position);
        return Markup.Of(
            $"""
            <figure class="hands">
            <svg viewBox="0 0 400 196" role="img" aria-label="{w["hands"]}">
            <text class="side" x="80" y="192">{w["left-hand"]}</text><text class="side" x="320" y="192">{w["right-hand"]}</text>
            {Places.Select(p => Finger(p, fingers.GetValueOrDefault(p.Position)))}
            </svg>
            <ul class="unseen">{step.Fingers.Select(f => Markup.Of($"<li>{Said(f, w)}</li>"))}</ul>
            </figure>
            """);
    }

    private static Markup Finger((int Position, int X, int Top) place, FingerView? finger)
    {
        var (mark, look) = finger is null ? ("", "unasked") : finger.State switch
        {
            StepState.Done => ("✓", "done"),
            StepState.Current => ("▼", "current"),
            StepState.Skipped => ("✗", "skipped"),
            _ => ("", "waiting"),
        };
        var middle = place.X + Width / 2;
        var quality = finger?.Quality is { } q ? Markup.Of($"""<text x="{middle}" y="{place.Top + 66}">{q}</text>""") : Markup.None;
        var tries = finger is { Tries: > 0 } ? Markup.Of($"""<text class="tries" x="{middle}" y="{place.Top + 82}">{finger.Tries}×</text>""") : Markup.None;
        return Markup.Of($"""<g class="finger {look}"><rect x="{place.X}" y="{place.Top}" width="{Width}" height="{(place.Position is 1 or 6 ? 76 : 90)}" rx="15"></rect><text class="mark" x="{middle}" y="{place.Top - 6}">{mark}</text>{quality}{tries}</g>""");
    }

    private static string Said(FingerView f, PageWords w)
    {
        var quality = f.Quality is { } q ? $", {w.Say("quality", q)}" : "";
        var tries = f.Tries > 0 ? $", {w.Say("tries", f.Tries)}" : "";
        var state = f.State switch { StepState.Done => "done", StepState.Current => "current", StepState.Skipped => "skipped", _ => "waiting" };
        return $"{w[$"finger-{f.Position}"]}: {w[$"state-{state}"]}{quality}{tries}{(f.Exception is { } why ? $", {w[$"reason-{why}"]}" : "")}";
    }
}
