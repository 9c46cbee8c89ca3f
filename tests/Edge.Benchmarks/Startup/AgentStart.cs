using System.Globalization;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Startup;

/// <summary>One start of the real agent, up to READY=1, and its end.</summary>
internal sealed class AgentStart(DataFolder data, IReadOnlyDictionary<string, string> settings)
{
    // A start that moves all records from one store to the other takes its time.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <returns>How long it took, and the memory it has then.</returns>
    public async Task<(TimeSpan Ready, double MiB)> MeasureAsync(int expected, CancellationToken cancellationToken)
    {
        using var notify = new NotifySocket();
        var setup = new AgentSetup(Board.Node, data.Root)
        {
            Environment = new Dictionary<string, string>(settings) { ["NOTIFY_SOCKET"] = notify.Address },
        };
        var start = TimeProvider.System.GetTimestamp();
        await using var agent = AgentProcess.Start(setup);
        await WaitAsync(agent, notify.ReadyAsync(cancellationToken), start, cancellationToken);
        var taken = TimeProvider.System.GetElapsedTime(start);
        var memory = ProcessMemory.AnonymousMiB(agent.Pid);
        var status = notify.StatusAsync(cancellationToken);
        await WaitAsync(agent, status, start, cancellationToken);
        var message = await status;
        var queued = string.Create(CultureInfo.InvariantCulture, $": {expected} queued");
        return message.Contains(queued, StringComparison.Ordinal)
            ? (taken, memory)
            : throw new BenchException($"the agent is ready but does not say '{queued}': {message}");
    }

    private static async Task WaitAsync(AgentProcess agent, Task ready, long start, CancellationToken cancellationToken)
    {
        while (await Task.WhenAny(ready, Task.Delay(Look, TimeProvider.System, cancellationToken)) != ready)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (agent.HasExited) throw new BenchException($"the agent ended before it was ready. Its last lines:\n{agent.LastLines}");
            if (TimeProvider.System.GetElapsedTime(start) > Limit) throw new BenchException($"the agent was not ready within {Limit.TotalMinutes} minutes. Its last lines:\n{agent.LastLines}");
        }
        await ready;
    }
}
