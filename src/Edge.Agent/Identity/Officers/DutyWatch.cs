namespace Edge.Agent.Identity.Officers;

/// <summary>Told of each signing in and out and of each wrong PIN. Register one for each feature that keeps account of them.</summary>
/// <param name="Saw">The officer and the act. It must neither wait nor throw.</param>
internal sealed record DutyWatch(Action<string, DutyAct> Saw);

/// <summary>What happened with an officer's duty.</summary>
internal enum DutyAct
{
    SignedIn,

    /// <summary>By hand, by another officer's signing in, or by the desk's lock.</summary>
    SignedOut,

    WrongPin,

    /// <summary>The wrong PIN after which none is tried for a while.</summary>
    LockedOut,
}
