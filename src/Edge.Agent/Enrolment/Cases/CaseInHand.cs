using System.Security.Cryptography;
using Edge.Agent.Enrolment.Services;
using Edge.Agent.Enrolment.Steps;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>The case in hand with what is in memory only: who it is, and pictures that are not sealed yet.</summary>
internal sealed class CaseInHand(CaseState state, ServicePlan plan) : IDisposable
{
    /// <summary>What is durable.</summary>
    public CaseState State { get; set; } = state;

    public ServicePlan Plan => plan;

    /// <summary>Its end was decided and cannot be carried out, as far as the last try tells.</summary>
    public bool IsStuck { get; set; }

    /// <summary>The step that was last entered.</summary>
    public string? Entered { get; set; }

    public IdentityInHand Identity { get; set; } = new();

    public FingerSet? Fingers { get; set; }

    public PortraitInHand? Portrait { get; set; }

    public ConsentInHand? Consent { get; set; }

    /// <summary>What the citizen should do differently now.</summary>
    public string? Hint { get; set; }

    /// <summary>The step in hand; null once only the record is left to make.</summary>
    public string? Current => State.End is not null ? null : plan.Steps.FirstOrDefault(s => !CaseSteps.IsClosing(s.Id) && State.Find(s.Id) is null)?.Id;

    public CaseView View() => new()
    {
        Id = State.Id,
        Service = State.Service,
        Ticket = State.Ticket,
        Language = State.Language,
        Officer = State.Officer,
        Current = Current,
        Steps = [.. plan.Steps.Select(View)],
        Person = Identity.Person,
        Warnings = Identity.Warnings,
        Ending = State.End is not null,
        Stuck = IsStuck,
    };

    /// <summary>Wipes the pictures in memory.</summary>
    public void Dispose()
    {
        Fingers?.Dispose();
        Portrait?.Dispose();
        (Fingers, Portrait) = (null, null);
    }

    private StepView View(PlannedStep step)
    {
        var current = step.Id == Current;
        var view = new StepView(step.Id, StateOf(step.Id, current), step.Optional) { Hint = current ? Hint : null };
        return step.Id switch
        {
            CaseSteps.Fingers => view with { Fingers = Fingers?.View() ?? [] },
            CaseSteps.Portrait => view with { Preview = Portrait?.Number, Doubts = Portrait?.Doubts ?? [] },
            CaseSteps.Consent when Consent is { } consent => view with { Played = consent.MayAnswer, ReadAloud = consent.ReadAloud },
            _ => view,
        };
    }

    private StepState StateOf(string step, bool current)
    {
        if (current) return StepState.Current;
        if (State.Find(step) is { } done) return done.Skipped ? StepState.Skipped : StepState.Done;
        return Current is null && step == plan.Steps.FirstOrDefault(s => CaseSteps.IsClosing(s.Id))?.Id ? StepState.Current : StepState.Waiting;
    }
}

/// <summary>A picture that was taken and not accepted yet.</summary>
/// <param name="number">Rises with each picture.</param>
/// <param name="jpeg">Wiped when it is another's turn.</param>
/// <param name="doubts">What is doubtful about it.</param>
internal sealed class PortraitInHand(long number, byte[] jpeg, IReadOnlyList<string> doubts) : IDisposable
{
    public long Number => number;

    public byte[] Jpeg => jpeg;

    public IReadOnlyList<string> Doubts => doubts;

    public void Dispose() => CryptographicOperations.ZeroMemory(jpeg);
}
