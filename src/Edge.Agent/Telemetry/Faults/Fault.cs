using Edge.Contracts.Shown;

namespace Edge.Agent.Telemetry.Faults;

/// <summary>Something that is wrong with the board and that somebody at the desk can see to.</summary>
/// <param name="Device">What the settings call it, such as <c>printer</c>.</param>
/// <param name="What">One of <see cref="FaultWords"/>.</param>
/// <param name="Reason">Why, for a technician; null where there is no more to say.</param>
internal sealed record Fault(string Device, string What, string? Reason = null)
{
    /// <summary>As the hub is told it.</summary>
    public string Told => $"{Device} {What}";

    public FaultWord Word => FaultWords.Of(Device, What);

    /// <summary>Nothing has failed yet; the lights stay as they are.</summary>
    public bool IsNotice => Word.IsNotice;
}

/// <summary>A feature's share in what is wrong. Register one for each.</summary>
/// <param name="Read">What is wrong now; it must not wait.</param>
internal sealed record FaultSource(Func<IEnumerable<Fault>> Read);
