using Edge.Agent.Identity.Officers;

namespace Edge.Agent.Enrolment;

/// <summary>Something an officer does with the case in hand. Scanned codes, fingers and the citizen's buttons come from the devices by themselves.</summary>
internal abstract record CaseAct
{
    /// <summary>Begins a case: for the ticket at the desk, or without one.</summary>
    public sealed record Begin(string Service, string? Ticket, string? Language) : CaseAct;

    /// <summary>Identifies by what the officer typed; any of it may be null, and all of it for one with neither papers nor a number.</summary>
    public sealed record Identify(string? Number, string? Name, string? Birth, string? Sex, string? Address) : CaseAct;

    /// <summary>Identifies by the two or three lines of a card's back, typed or read.</summary>
    public sealed record IdentifyMrz(string Lines) : CaseAct;

    /// <summary>Identifies by a person of the worklist.</summary>
    public sealed record IdentifyEntry(uint Entry) : CaseAct;

    /// <summary>What was read is right: the step is sealed.</summary>
    public sealed record AcceptIdentity : CaseAct;

    /// <summary>The phone number, or why there is none.</summary>
    public sealed record Phone(string? Number, string? Reason) : CaseAct;

    /// <summary>This finger cannot be taken: permanent or temporary, with a reason and a second officer.</summary>
    public sealed record ExceptFinger(int Position, bool Permanent, string Reason, SignedIn Second) : CaseAct;

    /// <summary>This finger first.</summary>
    public sealed record ChooseFinger(int Position) : CaseAct;

    /// <summary>Takes a picture; it is looked at before it counts.</summary>
    public sealed record TakePortrait : CaseAct;

    /// <summary>The picture in hand counts. Lying down only with a reason and a second officer.</summary>
    public sealed record AcceptPortrait(string? LyingReason, SignedIn? Second) : CaseAct;

    /// <summary>Plays the consent's clip again.</summary>
    public sealed record PlayConsent : CaseAct;

    /// <summary>Leaves an optional step out.</summary>
    public sealed record Skip(string Step) : CaseAct;

    /// <summary>Does a finished step again: what was sealed of it is deleted, and consent is asked for anew; with who it is, everything of the case.</summary>
    public sealed record Redo(string Step) : CaseAct;

    /// <summary>An activation was tried and failed; the reason is kept.</summary>
    public sealed record ActivationFailed(string Reason) : CaseAct;

    /// <summary>All steps are done: the record is made, the receipt printed, the ticket ended.</summary>
    public sealed record Finish : CaseAct;

    /// <summary>It cannot be done: a small record with the reason, which travels first.</summary>
    /// <param name="Reason">An id of <see cref="UnableReasons"/>.</param>
    /// <param name="Again">From when it can be tried again, where that is known.</param>
    public sealed record Unable(string Reason, DateOnly? Again) : CaseAct;

    /// <summary>Ends the case without a record; what was sealed of it is deleted, or kept apart where it is stuck.</summary>
    public sealed record Cancel : CaseAct;
}

/// <summary>What became of it.</summary>
/// <param name="Problem">Why it was not done, as a code; null where it was, and is durable.</param>
/// <param name="Text">The same for people who read English.</param>
internal sealed record CaseAnswer(string? Problem = null, string? Text = null)
{
    public static CaseAnswer Done { get; } = new();
}
