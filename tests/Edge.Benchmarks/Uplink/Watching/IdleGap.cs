namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>A time in which a direction of the link carried nothing although it could have.</summary>
/// <param name="At">Seconds after link-up.</param>
internal sealed record IdleGap(double At, double Seconds);
