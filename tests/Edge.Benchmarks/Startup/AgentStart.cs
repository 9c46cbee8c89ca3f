using System.Globalization;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Demo.Processes;

namespace Edge.Benchmarks.Startup;

/// <summary>One start of the real agent, up to READY=1, and its end.</summary>
internal sealed class AgentStart(DataFolder data, bool allowVolatile)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <returns>How long it took, and the memory it has then.</returns>
    public async Task<(TimeSpan Ready, double MiB)> MeasureAsync(int expected, CancellationToken cancellationToken)
    {
        using var notify = new NotifySocket();
        var setup = new AgentSetup(Board.Node, data.Root)
        {
            Environment = new Dictionary<string, string> { ["NOTIFY_SOCKET"] = notify.Address, ["EDGE_Spool__AllowVolatile"] = allowVolatile ? "true" : "false" },
        };
        var start = TimeProvider.System.GetTimestamp();
        await using var agent = AgentProcess.Start(setup);
        var message = await ReadyAsync(agent, notify.ReadyAsync(cancellationToken), start, cancellationToken);
        var taken = TimeProvider.System.GetElapsedTime(start);
        var memory = ProcessMemory.AnonymousMiB(agent.Pid);
        var queued = string.Create(CultureInfo.InvariantCulture, $": {expected} queued");
        return message.Contains(queued, StringComparison.Ordinal)
            ? (taken, memory)
            : throw new BenchException($"the agent is ready but does not say '{queued}': {message.ReplaceLineEndings(" ")}");
    }

    private static async Task<string> ReadyAsync(AgentProcess agent, Task<string> ready, long start, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(ready, Task.Delay(Look, TimeProvider.System, cancellationToken)) != ready)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (agent.HasExited) throw new BenchException($"the agent ended before it was ready. Its last lines:\n{agent.LastLines}");
            if (TimeProvider.System.GetElapsedTime(start) > Limit) throw new BenchException($"the agent was not ready within {Limit.TotalSeconds} s. Its last lines:\n{agent.LastLines}");
        }
        return await ready;
    }
}
