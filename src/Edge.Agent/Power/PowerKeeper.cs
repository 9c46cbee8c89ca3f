using Edge.Agent.Telemetry;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Power;

/// <summary>Looks at what feeds the board, chooses how much it spends, and switches it off in order before the battery does it in disorder.</summary>
internal sealed partial class PowerKeeper(BoardSensors sensors, BoardPower power, PowerSwitch machine, IEnumerable<PowerShare> shares, IOptions<PowerOptions> options, TimeProvider time, ILogger<PowerKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Often = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Seldom = TimeSpan.FromSeconds(5);

    private readonly PowerShare[] _shares = [.. shares];
    private readonly ModeChoice _mode = new(options.Value.Mode);
    private readonly ShutdownPlan _plan = new(options.Value);

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Asked for before the agent was killed, and by now it may not hold any more.
        machine.Withdraw();
        Look();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(power.Now.IsLeaving || options.Value.OffAfter < Seldom ? Often : Seldom, time, stoppingToken);
            Look();
        }
    }

    internal void Look()
    {
        var (look, now, before) = (Read(), time.GetElapsedTime(0), _plan.Stage);
        var stage = _plan.Next(look, Array.Exists(_shares, s => s.Busy(before)), now);
        power.Now = new PowerNow(_mode.Of(look.OnBattery, Array.Exists(_shares, s => s.Serves()), now), stage);
        if (stage == before) return;
        switch (stage)
        {
            case ShutdownStage.None:
                machine.Withdraw();
                LogBack();
                break;
            case ShutdownStage.Finishing: LogLow(look.Charge, options.Value.OffAt); break;
            case ShutdownStage.Off when machine.Ask(): LogAsked(); break;
            case ShutdownStage.Off: LogNobody(); break;
            default: break;
        }
    }

    private PowerLook Read()
    {
        var (source, charge) = sensors.Power();
        return new PowerLook(source switch
        {
            "battery" => true,
            "mains" => false,
            _ => null,
        }, charge);
    }

    [LoggerMessage(LogLevel.Error, "The battery that feeds this board is at {Charge} % (Power:OffAt is {Limit}): it finishes the step in hand, tells the hub, and switches itself off")]
    private partial void LogLow(int? charge, int limit);

    [LoggerMessage(LogLevel.Information, "There is power again; the board stays on")]
    private partial void LogBack();

    [LoggerMessage(LogLevel.Warning, "All is sealed; the machine is asked to switch itself off")]
    private partial void LogAsked();

    [LoggerMessage(LogLevel.Error, "All is sealed, and nobody can switch this machine off: edge-agent.service gives it a folder /run/edge-agent to ask in, and there is none. Switch it off by hand: nothing is lost")]
    private partial void LogNobody();
}
