using Edge.Agent.Devices;
using Edge.Agent.Devices.Buses;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>An I2C bus with one chip on it.</summary>
internal sealed class FakeI2c(int address, Action<byte[]> write, Func<int, byte[]> read) : II2cBus
{
    public bool Unplugged { get; set; }

    public bool Disposed { get; private set; }

    public void Transfer(int to, ReadOnlySpan<byte> bytes, Span<byte> answer)
    {
        if (Unplugged || to != address) throw new DeviceException($"no chip at 0x{to:x2}");
        if (bytes.Length > 0) write(bytes.ToArray());
        if (answer.Length > 0) read(answer.Length).CopyTo(answer);
    }

    public void Dispose() => Disposed = true;
}
