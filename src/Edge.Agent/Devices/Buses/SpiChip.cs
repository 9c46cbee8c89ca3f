using System.Device.Spi;

namespace Edge.Agent.Devices.Buses;

/// <summary>A chip on a bus of ours, as the library's devices want it; it takes over the bus.</summary>
internal sealed class SpiChip(ISpiBus bus) : SpiDevice
{
    public override SpiConnectionSettings ConnectionSettings { get; } = new(0);

    public override void Read(Span<byte> buffer) => bus.Exchange(new byte[buffer.Length], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => bus.Exchange(buffer, new byte[buffer.Length]);

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => bus.Exchange(writeBuffer, readBuffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing) bus.Dispose();
        base.Dispose(disposing);
    }
}
