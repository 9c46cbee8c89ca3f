using Edge.Hosting.Linux;

namespace Edge.Agent.Simulator;

/// <summary>What a power cut does to the agent: it is gone between two instructions, and nothing is tidied up.</summary>
internal sealed partial class PowerCut(ILogger<PowerCut> logger)
{
    public void Cut()
    {
        LogCut();
        _ = LibC.Kill(Environment.ProcessId, LibC.SignalKill);
    }

    [LoggerMessage(LogLevel.Warning, "The panel cuts the power: the agent kills itself. Under a supervisor it comes back by itself; otherwise start it again")]
    private partial void LogCut();
}
