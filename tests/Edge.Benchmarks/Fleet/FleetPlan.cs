namespace Edge.Benchmarks.Fleet;

/// <summary>How many boards there are, and for how long each of their states is looked at.</summary>
internal sealed record FleetPlan(int Boards)
{
    public const string Group = "bench";

    /// <summary>As a board tells its health, where something has changed: here always.</summary>
    public static readonly TimeSpan DataEvery = TimeSpan.FromMinutes(1);

    /// <summary>As an idle board says that it is there.</summary>
    public static readonly TimeSpan OfferEvery = TimeSpan.FromSeconds(30);

    /// <summary>Every board tells its health once in it, and twice that it is there.</summary>
    public static readonly TimeSpan Steady = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan Outage = TimeSpan.FromSeconds(20);

    /// <summary>By then all are back after an outage, or it is reported that they are not.</summary>
    public static readonly TimeSpan ReturnLimit = TimeSpan.FromMinutes(5);

    public static readonly TimeSpan ConnectLimit = TimeSpan.FromMinutes(15);
}
