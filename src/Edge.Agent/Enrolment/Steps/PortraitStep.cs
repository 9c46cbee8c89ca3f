using Edge.Agent.Devices;
using Edge.Agent.Devices.Camera;
using Edge.Agent.Enrolment.Biometrics;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Contracts;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>Takes the portrait; it counts once the officer has looked at it.</summary>
internal sealed class PortraitStep(StepKeeper keeper, IDevice<ICamera> camera)
{
    public const string File = "portrait.jpg";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);
    private long _pictures;

    public static void Enter(CaseInHand c)
    {
        c.Portrait?.Dispose();
        c.Portrait = null;
    }

    public async Task<CaseAnswer> TakeAsync(CaseInHand c, CancellationToken cancellationToken)
    {
        byte[]? jpeg = null;
        if (!await camera.TryUseAsync(async (port, token) => jpeg = await port.CaptureAsync(token), Limit, cancellationToken) || jpeg is null)
        {
            c.Hint = CaseHints.NoCamera;
            return new CaseAnswer("no-camera", $"the camera gave no picture: {camera.Status.Reason ?? "it broke off"}");
        }
        c.Hint = null;
        c.Portrait?.Dispose();
        c.Portrait = new PortraitInHand(Interlocked.Increment(ref _pictures), jpeg, PortraitCheck.Of(jpeg).Doubts);
        return CaseAnswer.Done;
    }

    public CaseAnswer Accept(CaseInHand c, CaseAct.AcceptPortrait act, SignedIn by)
    {
        if (c.Portrait is not { } portrait) return new CaseAnswer("no-picture", "there is no picture to accept; take one");
        if (portrait.Doubts.Contains(CaseHints.NotAJpeg)) return new CaseAnswer("no-picture", "what the camera gave is no picture; take another");
        if (Lying(act, by) is { } problem) return problem;
        var lying = act.LyingReason is null ? null : new { Reason = act.LyingReason, Officer = by.Id, Second = act.Second!.Id };
        var facts = new { portrait.Doubts, Bytes = portrait.Jpeg.Length, lying };
        var done = new StepDone(CaseSteps.Portrait, keeper.Now(), by.Id) { IsException = lying is not null, Facts = StepKeeper.Facts(facts) };
        // Who vouched stands in the journal before the picture counts.
        if (lying is not null) keeper.Note(c, c.State, new JournalAct(by.Id, "portrait-lying", c.State.Id.ToString()), new JournalAct(act.Second!.Id, "vouched", c.State.Id.ToString()));
        var answer = keeper.Finish(c, done, facts, new Attachment { Name = File, ContentType = "image/jpeg", Data = UnsafeByteOperations.UnsafeWrap(portrait.Jpeg) });
        if (answer.Problem is null) Enter(c);
        return answer;
    }

    private static CaseAnswer? Lying(CaseAct.AcceptPortrait act, SignedIn by)
    {
        if (act.LyingReason is null) return null;
        if (!Names.IsToken(act.LyingReason)) return new CaseAnswer("reason-needed", $"the reason must be {Names.TokenRule}");
        if (act.Second is null) return new CaseAnswer("second-needed", "a portrait taken lying down needs a second officer");
        return act.Second.Id == by.Id ? new CaseAnswer("second-same", "the second officer must be another one") : null;
    }
}
