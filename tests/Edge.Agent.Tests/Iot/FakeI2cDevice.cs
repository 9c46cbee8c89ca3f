using System.Device.I2c;

namespace Edge.Agent.Tests.Iot;

/// <summary>A chip of 16-bit registers, most significant byte first, that writes down what it is sent.</summary>
internal sealed class FakeI2cDevice : I2cDevice
{
    private byte _register;

    public Dictionary<byte, ushort> Registers { get; } = [];

    public List<byte> Written { get; } = [];

    /// <summary>Nobody answers.</summary>
    public bool Gone { get; set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x40);

    public override void Read(Span<byte> buffer)
    {
        Check();
        var value = Registers.GetValueOrDefault(_register);
        for (var i = 0; i < buffer.Length; i++) buffer[i] = (byte)(i == 0 ? value >> 8 : value);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check();
        _register = buffer[0];
        Written.AddRange(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    private void Check()
    {
        if (Gone) throw new IOException("Remote I/O error");
    }
}
