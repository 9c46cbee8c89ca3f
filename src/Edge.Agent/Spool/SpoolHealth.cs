namespace Edge.Agent.Spool;

/// <summary>How the store is. <paramref name="Failure"/> is set once and stays until a restart.</summary>
internal sealed record SpoolHealth(string? Failure, long FreeBytes, long ReserveBytes, int Kept, bool BallastInPlace)
{
    /// <summary>Why a record was refused for want of room; null once one would find room again.</summary>
    public string? NoRoom { get; init; }

    public string State => Failure is not null ? "failed" : NoRoom is not null || FreeBytes < ReserveBytes ? "full" : "ok";
}
