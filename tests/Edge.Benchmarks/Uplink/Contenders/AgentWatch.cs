using Edge.Benchmarks.Uplink.Watching;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>Asks an agent five times a second whether it takes itself for connected.</summary>
internal sealed class AgentWatch(AgentProcess agent)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly List<(DateTimeOffset At, bool Connected)> _changes = [];

    public async Task WatchAsync(CancellationToken done)
    {
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        try
        {
            while (await timer.WaitForNextTickAsync(done))
            {
                var connected = (await agent.StatusAsync(done)).GetProperty("uplink").GetProperty("connected").GetBoolean();
                if (_changes.Count == 0 || _changes[^1].Connected != connected) _changes.Add((TimeProvider.System.GetUtcNow(), connected));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HarnessException)
        {
            // Looked at for long enough, or it has ended, which is told elsewhere.
        }
    }

    /// <summary>For each outage that met a connection: the seconds until the agent gave it up. One it never gave up counts up to the last look.</summary>
    public IEnumerable<double> Noticed(LinkHistory history)
    {
        foreach (var window in history.Windows.SkipLast(1))
        {
            if (_changes.FindLast(c => c.At <= window.To) is not { Connected: true }) continue;
            var gone = _changes.Find(c => c.At > window.To && !c.Connected);
            yield return ((gone == default ? history.Windows[^1].To : gone.At) - window.To).TotalSeconds;
        }
    }
}
