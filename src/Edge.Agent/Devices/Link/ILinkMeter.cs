namespace Edge.Agent.Devices.Link;

/// <summary>How strong the mobile network is here.</summary>
internal interface ILinkMeter : IDisposable
{
    /// <exception cref="DeviceException">The modem does not answer.</exception>
    Task<LinkReading> ReadAsync(CancellationToken cancellationToken);
}

/// <summary>What a modem says of its signal.</summary>
/// <param name="Bars">0 (nothing) to 4 (best).</param>
/// <param name="Dbm">Received power; null where the modem does not tell it.</param>
/// <param name="Technology">Such as <c>lte</c> or <c>umts</c>; null where it has no network.</param>
internal sealed record LinkReading(int Bars, int? Dbm, string? Technology);
