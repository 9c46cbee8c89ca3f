namespace Edge.Agent.Update.Trial;

/// <summary>The agent's service, as whoever tries a release sees it: systemd's in life.</summary>
internal interface IAgentUnit
{
    /// <summary>Ends the program that runs, if any, and begins to start the one that is current; waits for neither.</summary>
    /// <exception cref="UnitException">It could not be asked for.</exception>
    Task RestartAsync(CancellationToken cancellationToken);

    /// <exception cref="UnitException">It cannot be seen now.</exception>
    Task<UnitSight> LookAsync(CancellationToken cancellationToken);
}

/// <summary>The service could not be asked; nothing is known of it.</summary>
internal sealed class UnitException(string message, Exception? inner = null) : Exception(message, inner);

/// <param name="Start">systemd's name of the start that runs (INVOCATION_ID), which no other start has; empty where none runs.</param>
/// <param name="GaveUp">Nobody will start it again by itself.</param>
/// <param name="Restarts">How often it was started again by itself since it was last asked for.</param>
internal readonly record struct UnitSight(string Start, bool GaveUp, int Restarts);
