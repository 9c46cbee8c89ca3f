using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>What to do now with the case in hand.</summary>
internal static class CaseNow
{
    public static (string Sentence, Markup[] Buttons) Of(CaseView view, Ticket? ticket, PageWords w)
    {
        var step = view.Steps.FirstOrDefault(s => s.Id == view.Current);
        var (sentence, main) = step?.Id switch
        {
            _ when view.Stuck => (w["now-stuck"], (Markup[])[Finish(w), Controls.Open("cancel-open", w["cancel"], "cancel")]),
            _ when view.Ending => (w["now-ending"], (Markup[])[Finish(w)]),
            "identify" => Identify(view, w),
            "phone" => (w["now-phone"], [Controls.Open("phone-open", w["phone-enter"], "phone", "p", look: "main")]),
            "fingers" => Fingers(step, w),
            "portrait" => Portrait(step, w),
            "consent" => (Consent(step, w), [Controls.Ask("play", w["consent-again"], "case/play-consent", key: "p")]),
            _ => (w["now-finish"], (Markup[])[Finish(w)]),
        };
        if (view.Ending) return (sentence, main);
        var skip = step is { Optional: true } ? Controls.Ask("skip", w["skip"], "case/skip", Body.Of(("step", step.Id))) : Markup.None;
        return (sentence, [.. main, skip, .. Activation(view, w), Controls.Open("unable-open", w["unable"], "unable", "u"), .. Missing(view, ticket, w), ticket is not null && ticket.Number == view.Ticket ? NowPart.Household(ticket, w) : Markup.None, Controls.Open("cancel-open", w["cancel"], "cancel")]);
    }

    private static (string, Markup[]) Identify(CaseView view, PageWords w) => view.Person is null
        ? (w["now-identify"], [Controls.Open("typed-open", w["type-in"], "typed", "t"), Controls.Open("mrz-open", w["type-mrz"], "mrz", "m"), Controls.Ask("nothing", w["no-papers"], "case/identify", "{}")])
        : (w[view.Warnings.Count > 0 ? "now-check-warnings" : "now-check"], [Controls.Ask("accept", w["right-person"], "case/accept-identity", key: "a", look: "main"), Controls.Open("typed-open", w["type-in"], "typed", "t")]);

    private static (string, Markup[]) Fingers(StepView step, PageWords w)
    {
        var finger = step.Fingers.FirstOrDefault(f => f.State == StepState.Current);
        var sentence = finger is null ? w["now-fingers"] : w.Say("now-finger", w[$"finger-{finger.Position}"]);
        return (step.Hint is { } hint ? $"{sentence} {w[hint]}" : sentence,
            [Controls.Open("finger-open", w["finger-other"], "finger", "i", finger is null ? "" : Body.Of(("position", finger.Position)))]);
    }

    private static (string, Markup[]) Portrait(StepView step, PageWords w) => step.Preview is null
        ? (step.Hint is { } hint ? $"{w["now-portrait"]} {w[hint]}" : w["now-portrait"], [Controls.Ask("take", w["take-portrait"], "case/take-portrait", key: "p", look: "main"), Lying(w)])
        : (w[step.Doubts.Count > 0 ? "now-portrait-doubts" : "now-portrait-look"],
            [Controls.Ask("keep", w["keep-portrait"], "case/accept-portrait", key: "a", look: Look(step.Doubts.Count == 0)), Controls.Ask("take", w["take-again"], "case/take-portrait", key: "p", look: Look(step.Doubts.Count > 0)), Lying(w)]);

    private static string Look(bool main) => main ? "main" : "plain";

    private static string Consent(StepView step, PageWords w) => step.ReadAloud is { } text ? w.Say("now-consent-read", text) : w[step.Played ? "now-consent-answer" : "now-consent-listen"];

    private static Markup Finish(PageWords w) => Controls.Ask("finish", w["finish"], "case/finish", key: "f", look: "main");

    private static Markup Lying(PageWords w) => Controls.Open("lying-open", w["lying"], "lying");

    private static IEnumerable<Markup> Activation(CaseView view, PageWords w) =>
        view.Service == "activation" ? [Controls.Open("failed-open", w["activation-failed"], "failed")] : [];

    // Once a part is finished, somebody was there.
    private static IEnumerable<Markup> Missing(CaseView view, Ticket? ticket, PageWords w)
    {
        if (ticket is null || ticket.Number != view.Ticket || view.Person is not null || view.Steps.Any(s => s.State == StepState.Done)) yield break;
        yield return Controls.Ask("recall", w.Say("recall", ticket.Recalls), "queue/recall", key: "r");
        yield return Controls.Ask("no-show", w["no-show"], "queue/no-show");
    }
}
