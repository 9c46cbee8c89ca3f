using System.Threading.Channels;

namespace Edge.Agent.Devices.Virtual;

/// <summary>What people do to a virtual device while it is open; what they do while nobody listens is lost, as with a real one.</summary>
internal sealed class VirtualQueue<T>
{
    // As many as the kernel keeps for a reader that does not come.
    private const int Capacity = 64;
    private volatile Channel<T>? _open;

    /// <summary>A new listener; the one before hears nothing more.</summary>
    public ChannelReader<T> Open()
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite });
        _open = channel;
        return channel.Reader;
    }

    public void Post(T what) => _open?.Writer.TryWrite(what);
}
