using Edge.Contracts.Shown;

namespace Edge.Agent.Telemetry.Faults;

/// <summary>A battery that is nearly empty while nothing charges it: the board will be gone soon.</summary>
internal sealed class BatteryFault(BoardSensors sensors, TimeProvider time)
{
    // A fuel gauge is asked over a slow bus, and looking at faults is to cost nothing.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private const int LowPercent = 10;
    private const string Device = "power";

    private readonly Lock _gate = new();
    private (long At, IReadOnlyList<Fault> Faults)? _read;

    public IEnumerable<Fault> Read()
    {
        lock (_gate)
        {
            if (_read is not { } read || time.GetElapsedTime(read.At) >= Fresh)
            {
                var (source, charge) = sensors.Power();
                _read = read = (time.GetTimestamp(), [.. Of(source, charge)]);
            }
            return read.Faults;
        }
    }

    internal static IEnumerable<Fault> Of(string? source, int? charge) =>
        source == "battery" && charge <= LowPercent ? [new Fault(Device, FaultWords.BatteryLow, $"{charge} % of the battery is left, and there are no mains")] : [];
}
