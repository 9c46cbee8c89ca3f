namespace Edge.Agent.Devices.Camera;

/// <summary>Takes portraits.</summary>
internal interface ICamera : IDisposable
{
    /// <summary>One JPEG picture of at most 4 MiB, in memory only: never a file. The caller wipes it.</summary>
    /// <exception cref="DeviceException">No picture came.</exception>
    Task<byte[]> CaptureAsync(CancellationToken cancellationToken);
}
