using Edge.Agent.Telemetry;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Power;

/// <summary>What the board's power tells in <c>status</c>.</summary>
internal sealed class PowerStatus(BoardPower power, BoardSensors sensors) : IStatusSection
{
    public string Name => "power";

    public object Read() => new { Mode = power.Now.Word, Stage = power.Now.IsLeaving ? power.Now.Stage.ToString().ToLowerInvariant() : null, Source = sensors.PowerSource(), ChargePercent = sensors.ChargePercent() };
}
