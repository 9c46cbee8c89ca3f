using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>Notes every TCP packet between board and hub at the hub's end: what came through, and when.</summary>
internal sealed class LinkTap : IDisposable
{
    private const int AllProtocols = 0x0300; // ETH_P_ALL in network order: others do not see what goes out
    private const int LookMs = 100;
    private const int Longest = 65_536;

    private readonly int _socket;
    private readonly Thread _thread;
    private readonly List<TcpPacket> _packets = [];
    private readonly byte[] _hub = Addresses.Hub.GetAddressBytes();
    private volatile bool _stopped;

    public LinkTap(NetworkNamespace hub)
    {
        _socket = hub.Inside(() => LinuxNet.Socket(LinuxNet.PacketFamily, LinuxNet.Datagram, AllProtocols));
        if (_socket < 0) throw new BenchException($"no packet socket: {Marshal.GetLastPInvokeErrorMessage()}");
        _thread = new Thread(Run) { IsBackground = true, Name = "link tap" };
        _thread.Start();
    }

    /// <summary>Stops, and returns what was seen.</summary>
    public IReadOnlyList<TcpPacket> Stop()
    {
        _stopped = true;
        _thread.Join();
        return _packets;
    }

    public void Dispose()
    {
        Stop();
        _ = LibC.Close(_socket);
    }

    private unsafe void Run()
    {
        var bytes = new byte[Longest];
        while (!_stopped)
        {
            if (!LinuxNet.WaitReadable(_socket, LookMs)) continue;
            int length;
            fixed (byte* buffer = bytes) length = (int)LinuxNet.Receive(_socket, buffer, Longest, 0);
            if (length > 0 && TcpPacket.Read(bytes.AsSpan(0, length), _hub, TimeProvider.System.GetUtcNow()) is { } packet) _packets.Add(packet);
        }
    }
}
