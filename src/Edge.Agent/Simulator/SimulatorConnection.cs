namespace Edge.Agent.Simulator;

/// <summary>Marks a connection that came in through the panel's own listener: it reaches the panel and nothing else, and no other reaches the panel.</summary>
internal sealed class SimulatorConnection
{
    public static SimulatorConnection Mark { get; } = new();
}
