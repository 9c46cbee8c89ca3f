namespace Edge.Contracts.Sparkplug;

/// <summary>Metric names the specification itself gives.</summary>
public static class SparkplugNames
{
    /// <summary>Tells which birth a death belongs to.</summary>
    public const string BirthDeath = "bdSeq";

    /// <summary>Written by a host that wants a new birth. It never has an alias.</summary>
    public const string Rebirth = "Node Control/Rebirth";
}
