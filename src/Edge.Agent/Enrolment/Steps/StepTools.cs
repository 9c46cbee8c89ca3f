using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Journal;
using Edge.Contracts;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>All that is done in steps; each act goes to the step it belongs to, and to no other than the one in hand.</summary>
internal sealed class StepTools(StepKeeper keeper, IdentifyStep identify, PhoneStep phone, FingerStep fingers, PortraitStep portrait, ConsentStep consent)
{
    public IdentifyStep Identify => identify;

    public FingerStep Fingers => fingers;

    public ConsentStep Consent => consent;

    /// <summary>A step begins, or begins anew: what was in memory for it is wiped.</summary>
    public void Enter(CaseInHand c)
    {
        if (c.Current == c.Entered) return;
        c.Hint = null;
        switch (c.Current)
        {
            case CaseSteps.Identify: c.Identity = new IdentityInHand(); break;
            case CaseSteps.Fingers: fingers.Enter(c); break;
            case CaseSteps.Portrait: PortraitStep.Enter(c); break;
            case CaseSteps.Consent: consent.Ask(c); break;
            default: break;
        }
        // Last: a step that could not be entered is entered at the next turn.
        c.Entered = c.Current;
    }

    public async Task<CaseAnswer> DoAsync(CaseInHand c, CaseAct act, SignedIn by, CancellationToken cancellationToken)
    {
        if (StepOf(act) is { } step && step != c.Current) return new CaseAnswer("wrong-step", $"this belongs to the step {step}; in hand is {c.Current ?? "the end"}");
        return act switch
        {
            CaseAct.Identify typed => identify.Take(c, typed),
            CaseAct.IdentifyMrz lines => identify.Take(c, lines),
            CaseAct.IdentifyEntry pick => identify.Take(c, pick),
            CaseAct.AcceptIdentity => identify.Accept(c, by),
            CaseAct.Phone number => phone.Take(c, number, by.Id),
            CaseAct.ExceptFinger except => Except(c, except, by),
            CaseAct.ChooseFinger choose => fingers.Choose(c, choose.Position),
            CaseAct.TakePortrait => await portrait.TakeAsync(c, cancellationToken),
            CaseAct.AcceptPortrait accept => portrait.Accept(c, accept, by),
            CaseAct.PlayConsent => Ask(c),
            CaseAct.Skip skip => Skip(c, skip.Step, by),
            CaseAct.Redo redo => Redo(c, redo.Step, by),
            CaseAct.ActivationFailed failed => Failed(c, failed, by),
            _ => throw new ArgumentException($"no step does {act.GetType().Name}", nameof(act)),
        };
    }

    private static string? StepOf(CaseAct act) => act switch
    {
        CaseAct.Identify or CaseAct.IdentifyMrz or CaseAct.IdentifyEntry or CaseAct.AcceptIdentity => CaseSteps.Identify,
        CaseAct.Phone => CaseSteps.Phone,
        CaseAct.ExceptFinger or CaseAct.ChooseFinger => CaseSteps.Fingers,
        CaseAct.TakePortrait or CaseAct.AcceptPortrait => CaseSteps.Portrait,
        CaseAct.PlayConsent => CaseSteps.Consent,
        CaseAct.Skip skip => skip.Step,
        _ => null,
    };

    // With the last finger the step is complete, whether it was taken or not.
    private CaseAnswer Except(CaseInHand c, CaseAct.ExceptFinger except, SignedIn by)
    {
        var answer = fingers.Except(c, except, by);
        return answer.Problem is null && c.Fingers!.Current is null ? fingers.Complete(c, by.Id) : answer;
    }

    private CaseAnswer Ask(CaseInHand c)
    {
        consent.Ask(c);
        return CaseAnswer.Done;
    }

    private CaseAnswer Skip(CaseInHand c, string step, SignedIn by) => c.Plan.Steps.Any(s => s.Id == step && s.Optional)
        ? keeper.Skip(c, step, by.Id)
        : new CaseAnswer("not-optional", $"the step {step} cannot be left out");

    private CaseAnswer Redo(CaseInHand c, string step, SignedIn by)
    {
        if (c.State.Find(step) is null) return new CaseAnswer("not-done", $"the step {step} is not done yet");
        keeper.Forget(c, step, by.Id);
        // The one in hand starts anew as after a restart; of another person nothing is left in memory either.
        c.Entered = null;
        if (step == CaseSteps.Identify) c.Dispose();
        return CaseAnswer.Done;
    }

    private CaseAnswer Failed(CaseInHand c, CaseAct.ActivationFailed failed, SignedIn by)
    {
        if (!Names.IsToken(failed.Reason)) return new CaseAnswer("reason-needed", $"the reason must be {Names.TokenRule}");
        keeper.Note(c, c.State with { Activations = c.State.Activations.Add(new FailedActivation(failed.Reason, keeper.Now(), by.Id)) }, new JournalAct(by.Id, "activation-failed", c.State.Id.ToString()));
        return CaseAnswer.Done;
    }
}
