namespace Edge.Agent.Devices.Buses;

/// <summary>An I2C bus. Its calls block until the bus's own time limit.</summary>
internal interface II2cBus : IDisposable
{
    /// <summary>Writes to a chip, then reads from it with no stop between; either part may be empty.</summary>
    /// <exception cref="DeviceException">The chip does not answer, or the bus is gone.</exception>
    void Transfer(int address, ReadOnlySpan<byte> write, Span<byte> read);
}
