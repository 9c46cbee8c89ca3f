using Edge.Agent.Power;
using Edge.Agent.Telemetry;
using Edge.Hosting.Waiting;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Health;

/// <summary>Looks at the board from time to time, so that the uplink never waits for a file or a sensor.</summary>
internal sealed class HealthWatch(BoardReader reader, BoardPower power, IOptions<TelemetryOptions> options, TimeProvider time) : BackgroundService
{
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
        var changed = power.Changed;
        while (true)
        {
            // A board that is about to go has little time left to say so.
            await time.WaitAnyAsync(options.Value.Look, stoppingToken, changed);
            changed = power.Changed;
            _current = reader.Read();
        }
    }
}
