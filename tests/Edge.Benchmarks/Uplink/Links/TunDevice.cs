using System.Net;
using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A network device whose packets this program reads and writes.</summary>
internal sealed class TunDevice : IDisposable
{
    private readonly int _file;

    public TunDevice(NetworkNamespace place, IPAddress own, IPAddress peer)
    {
        _file = place.Inside(Open);
        place.Ip("address", "add", $"{own}", "peer", $"{peer}", "dev", Addresses.Device);
        place.Ip("link", "set", Addresses.Device, "up");
        place.FillAsDebian($"{peer}", own);
    }

    /// <summary>The next packet's length, or 0 where none came in time.</summary>
    public unsafe int Read(Span<byte> packet, int milliseconds)
    {
        if (!LinuxNet.WaitReadable(_file, milliseconds)) return 0;
        fixed (byte* bytes = packet) return (int)Math.Max(0, LinuxNet.Read(_file, bytes, packet.Length));
    }

    /// <summary>A packet the kernel does not take is lost, as on any link.</summary>
    public unsafe void Write(ReadOnlySpan<byte> packet)
    {
        fixed (byte* bytes = packet) _ = LibC.Write(_file, bytes, packet.Length);
    }

    public void Dispose() => _ = LibC.Close(_file);

    private static int Open()
    {
        var file = LibC.Open("/dev/net/tun", LinuxNet.ReadWrite, 0);
        if (file < 0 || LinuxNet.NameTun(file, Addresses.Device) != 0) throw new BenchException($"/dev/net/tun gave no device: {Marshal.GetLastPInvokeErrorMessage()}");
        return file;
    }
}
