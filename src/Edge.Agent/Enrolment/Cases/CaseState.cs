using System.Collections.Immutable;
using System.Text.Json;
using Edge.Agent.Kiosk.Queue;

namespace Edge.Agent.Enrolment.Cases;

/// <summary>What of a case is durable in the clear. Nothing of it says who.</summary>
internal sealed record CaseState
{
    public required Guid Id { get; init; }

    public required string Service { get; init; }

    /// <summary>The ticket's number; null for a case without one.</summary>
    public string? Ticket { get; init; }

    /// <summary>The service day of that ticket; 0 without one.</summary>
    public long Day { get; init; }

    /// <summary>How many people of that ticket had ended when this case began; null without one, and in cases of earlier versions.</summary>
    public int? After { get; init; }

    public required string Language { get; init; }

    /// <summary>Who began it.</summary>
    public required string Officer { get; init; }

    public required CaseMoment Begun { get; init; }

    /// <summary>Finished steps, in the order in which they were finished.</summary>
    public ImmutableList<StepDone> Done { get; init; } = [];

    public ImmutableList<FingerException> Exceptions { get; init; } = [];

    public ImmutableList<FailedActivation> Activations { get; init; } = [];

    /// <summary>Under what this person's tries are counted: a keyed digest of the number, in hexadecimal; null for one without a number.</summary>
    public string? TriesKey { get; init; }

    /// <summary>The person's entry of the worklist.</summary>
    public uint? Entry { get; init; }

    /// <summary>How many parts were written: no name comes twice.</summary>
    public int Files { get; init; }

    /// <summary>How it ends; null while it is worked on. From here on a restart ends it in the same way.</summary>
    public CaseEnd? End { get; init; }

    /// <summary>
    /// The same before a finished step, which is done again. Whoever agreed, agreed to what there was then: the consent goes with any
    /// step. With who it is goes everything, since it may have been another's.
    /// </summary>
    public CaseState Before(string step) => step == CaseSteps.Identify
        ? this with { Done = [], Exceptions = [], Activations = [], TriesKey = null, Entry = null }
        : this with { Done = Done.RemoveAll(d => d.Step == step || d.Step == CaseSteps.Consent) };

    public StepDone? Find(string step) => Done.Find(d => d.Step == step);
}

/// <summary>When something was done.</summary>
/// <param name="Clock">Whether the wall clock was to be believed.</param>
internal sealed record CaseMoment(DateTimeOffset At, string Clock);

/// <summary>A finished step.</summary>
internal sealed record StepDone(string Step, CaseMoment At, string Officer)
{
    /// <summary>Left out.</summary>
    public bool Skipped { get; init; }

    /// <summary>Null where it left nothing to seal.</summary>
    public SealedPart? Part { get; init; }

    /// <summary>What the record's summary says of it.</summary>
    public JsonElement? Facts { get; init; }

    /// <summary>Something of it is not as the service asks for.</summary>
    public bool IsException { get; init; }
}

/// <summary>A part as it stands on the disk.</summary>
/// <param name="File">Its name within the case's folder.</param>
/// <param name="Key">The id of the registry's key it is sealed to.</param>
/// <param name="Bytes">Its size, by which a record is bounded.</param>
internal sealed record SealedPart(string File, string Key, int Bytes);

/// <summary>A finger that cannot be taken.</summary>
internal sealed record FingerException(int Position, bool Permanent, string Reason, string Officer, string Second, CaseMoment At);

/// <summary>An activation that was tried in vain.</summary>
internal sealed record FailedActivation(string Reason, CaseMoment At, string Officer);

/// <summary>How a case ends.</summary>
/// <param name="Outcome">The record's outcome class.</param>
/// <param name="Summary">The record's fields, byte for byte the same however often it is tried.</param>
/// <param name="Parts">Which steps' parts go with it.</param>
/// <param name="Ticket">How its ticket ends.</param>
/// <param name="Reason">Why, where it could not be done.</param>
internal sealed record CaseEnd(string Outcome, int? Priority, string Summary, IReadOnlyList<string> Parts, TicketState Ticket, string? Reason)
{
    /// <summary>Who ended it; null where an earlier version wrote it down.</summary>
    public string? By { get; init; }
}
