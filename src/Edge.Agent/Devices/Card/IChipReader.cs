namespace Edge.Agent.Devices.Card;

/// <summary>Talks to a contactless chip card (ISO/IEC 14443).</summary>
internal interface IChipReader : IDisposable
{
    /// <summary>Completes with true while a card that speaks ISO 14443-4 lies on the reader, false where none came within the wait.</summary>
    /// <exception cref="DeviceException">The reader does not answer.</exception>
    Task<bool> SelectAsync(TimeSpan wait, CancellationToken cancellationToken);

    /// <summary>One command APDU (ISO/IEC 7816-4) to the selected card, and its answer with the status word.</summary>
    /// <exception cref="DeviceException">The card went away, or the reader does not answer.</exception>
    Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken);
}
