using System.Device.I2c;

namespace Edge.Agent.Devices.Buses;

/// <summary>A chip on a bus of ours, as the library's devices want it; it takes over the bus.</summary>
internal class I2cChip(II2cBus bus, int address) : I2cDevice
{
    /// <summary>Why the last transfer failed; null where it did not. Some of the library's devices swallow it.</summary>
    public DeviceException? Failure { get; private set; }

    // The number of the bus is for telling only.
    public override I2cConnectionSettings ConnectionSettings { get; } = new(0, address);

    public override void Read(Span<byte> buffer) => Transfer([], buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => Transfer(buffer, []);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => Transfer(writeBuffer, readBuffer);

    protected override void Dispose(bool disposing)
    {
        if (disposing) bus.Dispose();
        base.Dispose(disposing);
    }

    private void Transfer(ReadOnlySpan<byte> write, Span<byte> read)
    {
        try
        {
            bus.Transfer(address, write, read);
            Failure = null;
        }
        catch (DeviceException e)
        {
            Failure = e;
            // What the library's devices expect of a bus, and some try again after.
            throw new IOException(e.Message, e);
        }
    }
}
