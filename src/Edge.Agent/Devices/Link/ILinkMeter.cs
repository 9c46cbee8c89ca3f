namespace Edge.Agent.Devices.Link;

/// <summary>How strong the mobile network is here.</summary>
internal interface ILinkMeter : IDisposable
{
    /// <exception cref="DeviceException">The modem does not answer.</exception>
    Task<LinkReading> ReadAsync(CancellationToken cancellationToken);
}
