namespace Edge.Agent.Devices.Buses;

/// <summary>A chip on an SPI bus: as many bytes come as go.</summary>
internal interface ISpiBus : IDisposable
{
    /// <exception cref="DeviceException">The bus is gone.</exception>
    void Exchange(ReadOnlySpan<byte> write, Span<byte> read);
}
