using System.Device.Spi;

namespace Edge.Agent.Tests.Devices.Buses;

/// <summary>A chip on SPI that keeps what was sent last.</summary>
internal sealed class FakeSpi : SpiDevice
{
    public byte[] Last { get; set; } = [];

    public int Sent { get; private set; }

    public bool Gone { get; set; }

    public bool Disposed { get; private set; }

    public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

    public override void Read(Span<byte> buffer) => TransferFullDuplex(new byte[buffer.Length], buffer);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (Gone) throw new IOException("the bus is gone");
        Sent++;
        Last = buffer.ToArray();
    }

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        readBuffer.Clear();
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }
}
