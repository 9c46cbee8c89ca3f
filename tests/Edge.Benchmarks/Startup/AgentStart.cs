using System.Diagnostics;
using System.Globalization;
using Edge.Agent.Storage;
using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Startup;

/// <summary>One start of the real agent, up to READY=1, and its end.</summary>
internal sealed class AgentStart(string launcher, DataFolder data, bool allowVolatile)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <returns>How long it took, and the memory it has then.</returns>
    public async Task<(TimeSpan Ready, double MiB)> MeasureAsync(int expected, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var notify = new NotifySocket();
        var start = TimeProvider.System.GetTimestamp();
        using var agent = Process.Start(Command(notify.Address)) ?? throw new BenchException($"{launcher} was not started");
        try
        {
            var said = ReadAsync(agent);
            var message = await ReadyAsync(agent, notify, said, limit.Token);
            var taken = TimeProvider.System.GetElapsedTime(start);
            var queued = string.Create(CultureInfo.InvariantCulture, $": {expected} queued");
            if (!message.Contains(queued, StringComparison.Ordinal)) throw new BenchException($"the agent is ready but does not say '{queued}': {message.ReplaceLineEndings(" ")}");
            return (taken, ProcessMemory.AnonymousMiB(agent.Id));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new BenchException($"the agent was not ready within {Limit.TotalSeconds} s");
        }
        finally
        {
            await EndAsync(agent);
        }
    }

    private ProcessStartInfo Command(string notify)
    {
        var command = new ProcessStartInfo(launcher, ["run", "--data", data.Root]) { RedirectStandardError = true, RedirectStandardOutput = true };
        command.Environment["NOTIFY_SOCKET"] = notify;
        if (allowVolatile) command.Environment["EDGE_Spool__AllowVolatile"] = "true";
        return command;
    }

    private static async Task<string> ReadyAsync(Process agent, NotifySocket notify, Task<string> said, CancellationToken cancellationToken)
    {
        var ready = notify.ReadyAsync(cancellationToken);
        if (await Task.WhenAny(ready, agent.WaitForExitAsync(cancellationToken)) == ready || cancellationToken.IsCancellationRequested) return await ready;
        throw new BenchException($"the agent ended with code {agent.ExitCode}: {await said}");
    }

    // Read all the time: an agent that talks into a full pipe would stand still.
    private static async Task<string> ReadAsync(Process agent)
    {
        var both = await Task.WhenAll(agent.StandardError.ReadToEndAsync(CancellationToken.None), agent.StandardOutput.ReadToEndAsync(CancellationToken.None));
        return string.Join(' ', both).Trim();
    }

    private static async Task EndAsync(Process agent)
    {
        if (agent.HasExited) return;
        // Nothing was accepted; what a sudden end costs is not the question here.
        agent.Kill(entireProcessTree: true);
        await agent.WaitForExitAsync(CancellationToken.None);
    }
}
