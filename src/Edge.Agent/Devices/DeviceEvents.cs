using System.Threading.Channels;

namespace Edge.Agent.Devices;

/// <summary>What people do to the board, in the order it happened; bounded, so that a stuck button cannot fill the memory.</summary>
internal sealed class DeviceEvents
{
    private const int Capacity = 256;
    private readonly Channel<DeviceEvent> _channel = Channel.CreateBounded<DeviceEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private long _dropped;

    /// <summary>Read by the kiosk's loop, and by nobody else.</summary>
    public ChannelReader<DeviceEvent> Reader => _channel.Reader;

    /// <summary>Events that found no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Never waits.</summary>
    public void Post(DeviceEvent what)
    {
        if (!_channel.Writer.TryWrite(what)) Interlocked.Increment(ref _dropped);
    }
}
