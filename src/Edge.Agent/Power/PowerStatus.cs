using Edge.Agent.Telemetry;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Power;

/// <summary>What the board's power tells in <c>status</c>.</summary>
internal sealed class PowerStatus(BoardPower power, BoardSensors sensors) : IStatusSection
{
    public string Name => "power";

    public object Read()
    {
        var (now, (source, chargePercent)) = (power.Now, sensors.Power());
        return new { Mode = now.Word, Stage = now.IsLeaving ? now.Stage.ToString().ToLowerInvariant() : null, Source = source, ChargePercent = chargePercent };
    }
}
