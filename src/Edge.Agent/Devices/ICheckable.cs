namespace Edge.Agent.Devices;

/// <summary>An open device that can be asked whether it is still there, without doing anything that people would notice.</summary>
internal interface ICheckable
{
    /// <exception cref="DeviceException">It is not.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
