using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Power;

namespace Edge.Agent.Devices;

/// <summary>What the instruments among the devices measured last; what is older than a few looks is not known any more.</summary>
internal sealed class DeviceReadings(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private volatile Measured<LinkReading>? _link;
    private volatile Measured<PowerReading>? _power;

    public LinkReading? Link
    {
        get => Known(_link);
        set => _link = Now(value);
    }

    public PowerReading? Power
    {
        get => Known(_power);
        set => _power = Now(value);
    }

    private Measured<T>? Now<T>(T? value) => value is null ? null : new Measured<T>(value, time.GetTimestamp());

    private T? Known<T>(Measured<T>? measured)
        where T : class => measured is not null && time.GetElapsedTime(measured.At) <= Fresh ? measured.Value : null;

    private sealed record Measured<T>(T Value, long At);
}
