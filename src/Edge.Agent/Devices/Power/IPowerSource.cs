namespace Edge.Agent.Devices.Power;

/// <summary>What feeds the board.</summary>
internal interface IPowerSource : IDisposable
{
    /// <exception cref="DeviceException">It does not answer.</exception>
    Task<PowerReading> ReadAsync(CancellationToken cancellationToken);
}
