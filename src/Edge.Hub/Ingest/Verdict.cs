namespace Edge.Hub.Ingest;

/// <summary>What becomes of one message: whether it is taken, and whether its sender is to go.</summary>
internal readonly record struct Verdict(bool IsTaken, Eviction? Eviction = null)
{
    public static Verdict Take { get; } = new(true);

    public static Verdict Drop { get; } = new(false);
}
