using System.Device.I2c;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A chip on an I2C bus.</summary>
internal sealed class FakeI2c(int address, Action<byte[]> write, Func<int, byte[]> read) : I2cDevice
{
    public bool Unplugged { get; set; }

    public bool Disposed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    public override void Read(Span<byte> buffer)
    {
        Check();
        read(buffer.Length).CopyTo(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check();
        write(buffer.ToArray());
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        base.Dispose(disposing);
    }

    // As the kernel says it: nobody acknowledges the address.
    private void Check()
    {
        if (Unplugged) throw new IOException("Error 121. Remote I/O error performing I2C data transfer.");
    }
}
