using System.Security.Cryptography;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Enrolment.Biometrics;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Agent.Kiosk.Voice;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>Takes finger after finger: the best of each is kept, what to do better is said, and the whole is sealed with the last.</summary>
internal sealed class FingerStep(StepKeeper keeper, TriesLedger tries, IVoice voice)
{
    public const string File = "fingers.fir";

    /// <summary>Begins anew with the first finger; only exceptions and counts outlive a restart.</summary>
    public void Enter(CaseInHand c)
    {
        c.Fingers?.Dispose();
        c.Fingers = new FingerSet(c.Plan, c.State.Exceptions, tries.Of(c.State.TriesKey));
        Ask(c);
    }

    /// <summary>A picture came. What becomes of the step is the caller's to look at: it may be complete now.</summary>
    public void Take(CaseInHand c, FingerImage image)
    {
        var score = FingerQuality.Of(image);
        if (c.Fingers!.Take(image, score, keeper.Now().At) is not { } finger)
        {
            c.Hint = CaseHints.LayFinger;
            return;
        }
        var good = c.Fingers.IsGood(finger);
        if (good) tries.Forget(c.State.TriesKey, finger.Position);
        else tries.Add(c.State.TriesKey, finger.Position);
        c.Hint = good || finger.IsDone ? null : score.Hint ?? CaseHints.PressHarder;
        if (c.Hint is { } hint) voice.Say(c.State.Language, [Phrase.Hint(hint)]);
        else Ask(c);
    }

    /// <summary>Everything is taken or excepted: seals it. Safe to repeat where the disk was full.</summary>
    public CaseAnswer Complete(CaseInHand c, string officer)
    {
        var taken = c.Fingers!.Fingers.Where(f => f.Best is not null).ToList();
        var container = taken.Count == 0 ? null : FingerContainer.Write([.. taken.Select(f => new ContainedFinger(f.Position, f.Best!.Score.Score, f.Best.At, f.Best.Image.Width, f.Best.Image.Height, f.Best.Image.Pixels))]);
        try
        {
            var facts = Facts(c);
            var file = container is null ? null : new Attachment { Name = File, ContentType = "application/octet-stream", Data = UnsafeByteOperations.UnsafeWrap(container) };
            var done = new StepDone(CaseSteps.Fingers, keeper.Now(), officer) { Facts = StepKeeper.Facts(facts), IsException = c.Fingers.Fingers.Any(f => !c.Fingers.IsGood(f)) };
            var answer = keeper.Finish(c, done, facts, file);
            if (answer.Problem is not null) return answer;
            c.Fingers.Dispose();
            c.Hint = null;
            return answer;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(container);
        }
    }

    public CaseAnswer Except(CaseInHand c, CaseAct.ExceptFinger act, SignedIn by)
    {
        if (!Names.IsToken(act.Reason)) return new CaseAnswer("reason-needed", $"an exception needs a reason: {Names.TokenRule}, such as amputated or worn");
        if (act.Second.Id == by.Id) return new CaseAnswer("second-same", "the second officer must be another one");
        if (!c.Plan.Fingers.Contains(act.Position)) return new CaseAnswer("no-finger", $"the service asks for fingers {string.Join(", ", c.Plan.Fingers)}, not for {act.Position}");
        var exception = new FingerException(act.Position, act.Permanent, act.Reason, by.Id, act.Second.Id, keeper.Now());
        var reference = c.State.Id.ToString();
        keeper.Note(c, c.State with { Exceptions = c.State.Exceptions.RemoveAll(e => e.Position == act.Position).Add(exception) },
            new JournalAct(by.Id, "finger-excepted", reference), new JournalAct(act.Second.Id, "vouched", reference));
        c.Fingers!.Except(act.Position, act.Reason);
        c.Hint = null;
        Ask(c);
        return CaseAnswer.Done;
    }

    public CaseAnswer Choose(CaseInHand c, int position)
    {
        if (!c.Fingers!.Choose(position)) return new CaseAnswer("no-finger", $"finger {position} is not one that is still to be taken");
        c.Hint = null;
        Ask(c);
        return CaseAnswer.Done;
    }

    private void Ask(CaseInHand c)
    {
        if (c.Fingers?.Current is { } next) voice.Say(c.State.Language, [Phrase.Finger(next.Position), Phrase.Hint(CaseHints.LayFinger)]);
    }

    private static object Facts(CaseInHand c) => new
    {
        c.Plan.Threshold,
        Measure = "contrast, area and clarity of the picture, 0 to 100; not NFIQ",
        Fingers = c.Fingers!.Fingers.Select(f => new
        {
            f.Position,
            Quality = f.Best?.Score.Score,
            f.Best?.Score.Contrast,
            f.Best?.Score.Area,
            f.Best?.Score.Clarity,
            f.Tries,
            Earlier = f.Earlier == 0 ? null : (int?)f.Earlier,
            BelowThreshold = f.Best is null || c.Fingers.IsGood(f) ? null : (bool?)true,
            Exception = c.State.Exceptions.Find(e => e.Position == f.Position && f.Exception is not null),
        }),
    };
}
