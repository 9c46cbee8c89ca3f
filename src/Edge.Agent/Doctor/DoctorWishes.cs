namespace Edge.Agent.Doctor;

/// <summary>How thoroughly is looked, and for how long is waited.</summary>
internal sealed record DoctorWishes
{
    public static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(60);

    /// <summary>For the running agent's answer: the first one of a slow board takes long.</summary>
    public TimeSpan Patience { get; init; } = UsualPatience;

    /// <summary>Prints a test ticket.</summary>
    public bool PrintTicket { get; init; }

    /// <summary>Told once, when the running agent lets wait for its answer.</summary>
    public Action Waiting { get; init; } = () => { };
}
