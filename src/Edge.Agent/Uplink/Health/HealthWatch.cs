using Edge.Agent.Power;
using Edge.Agent.Telemetry;
using Edge.Agent.Telemetry.Faults;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Health;

/// <summary>Looks at the board from time to time, so that the uplink never waits for a file or a sensor.</summary>
internal sealed class HealthWatch(BoardReader reader, FaultList faults, BoardPower power, IOptions<TelemetryOptions> options, TimeProvider time) : BackgroundService
{
    // Faults are in memory: looking costs nothing.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private volatile Reading _current = Reading.None;

    /// <summary>The newest reading.</summary>
    public Reading Current => _current;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // The first birth is not to be full of unknowns.
        _current = reader.Read();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var lookedAt = time.GetTimestamp();
        var told = faults.Summary;
        var changed = power.Changed;
        while (true)
        {
            await time.WaitAnyAsync(Glance, stoppingToken, changed);
            // A board that is about to go has little time left to say so, and a fault is to be told soon.
            var wrong = faults.Summary;
            var urgent = changed.IsCompleted || wrong != told;
            (changed, told) = (power.Changed, wrong);
            if (!urgent && time.GetElapsedTime(lookedAt) < options.Value.Look) continue;
            (_current, lookedAt) = (reader.Read(), time.GetTimestamp());
        }
    }
}
