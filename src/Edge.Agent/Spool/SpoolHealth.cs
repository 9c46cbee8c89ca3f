namespace Edge.Agent.Spool;

/// <summary>How the store is. <paramref name="Failure"/> is set once and stays until a restart.</summary>
internal sealed record SpoolHealth(string? Failure, long FreeBytes, long ReserveBytes, int Kept, bool BallastInPlace)
{
    public string State => Failure is not null ? "failed" : FreeBytes < ReserveBytes ? "full" : "ok";
}
