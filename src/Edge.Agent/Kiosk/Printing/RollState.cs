namespace Edge.Agent.Kiosk.Printing;

/// <summary>What is known of the roll in the printer.</summary>
internal sealed record RollState
{
    /// <summary>Rows of dots that went out since the roll was new, cut feeds included; a paper that broke off counts whole.</summary>
    public long Dots { get; init; }

    /// <summary>When it was put in; null for the first one, of which nobody knows.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the printer's sensors told of this roll.</summary>
    public RollEnd Seen { get; init; }

    /// <summary>The cover was opened since they told it.</summary>
    public bool Opened { get; init; }
}

/// <summary>How near its end a roll was seen.</summary>
internal enum RollEnd
{
    Far,
    Near,
    Out,
}
