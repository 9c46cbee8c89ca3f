namespace Edge.Agent.Devices.Printer;

/// <summary>The bytes to and from a printer. Its calls block, within limits.</summary>
internal interface IPrinterLine : IDisposable
{
    /// <exception cref="DeviceException">It is gone or takes nothing more.</exception>
    void Write(ReadOnlySpan<byte> data, CancellationToken cancellationToken);

    /// <summary>Waits until everything has left for the printer.</summary>
    /// <exception cref="DeviceException">It is gone or takes nothing more.</exception>
    void Drain(CancellationToken cancellationToken);

    /// <summary>The next byte from the printer; null where none came within the limit.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    byte? Read(TimeSpan limit, CancellationToken cancellationToken);

    /// <summary>Throws away what came and was not asked for.</summary>
    void DropReceived(CancellationToken cancellationToken);

    /// <summary>What the connection itself says of the printer; ready where it says nothing.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    PrinterStatus PortStatus();
}
