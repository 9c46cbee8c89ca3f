using Edge.Contracts.Shown;

namespace Edge.Agent.Telemetry.Faults;

/// <summary>A battery that is nearly empty while nothing charges it: the board will be gone soon.</summary>
internal sealed class BatteryFault(BoardSensors sensors)
{
    private const int LowPercent = 10;
    private const string Device = "power";

    public IEnumerable<Fault> Read() => Of(sensors.PowerSource(), sensors.ChargePercent());

    internal static IEnumerable<Fault> Of(string? source, int? charge) =>
        source == "battery" && charge <= LowPercent ? [new Fault(Device, FaultWords.BatteryLow, $"{charge} % of the battery is left, and there are no mains")] : [];
}
