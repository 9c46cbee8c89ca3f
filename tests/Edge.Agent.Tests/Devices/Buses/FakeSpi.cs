using Edge.Agent.Devices;
using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Tests.Devices.Buses;

/// <summary>An SPI bus that keeps what was sent last, and gives it back upside down.</summary>
internal sealed class FakeSpi : ISpiBus
{
    public byte[] Last { get; set; } = [];

    public int Sent { get; private set; }

    public bool Gone { get; set; }

    public bool Disposed { get; private set; }

    public void Exchange(ReadOnlySpan<byte> write, Span<byte> read)
    {
        if (Gone) throw new DeviceException("the bus is gone");
        Sent++;
        Last = write.ToArray();
        for (var i = 0; i < read.Length; i++) read[i] = (byte)~write[i];
    }

    public void Dispose() => Disposed = true;
}
