namespace Edge.Agent.Power;

/// <summary>A feature's share in what the board does about its power. Register one for each.</summary>
/// <param name="Busy">Whether what it has to do in a stage of switching off is still under way. Asked often; it must not wait.</param>
/// <param name="Serves">Whether it serves somebody, so that the board does not sleep.</param>
internal sealed record PowerShare(Func<ShutdownStage, bool> Busy, Func<bool> Serves);
