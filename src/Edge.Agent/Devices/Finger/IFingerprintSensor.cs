namespace Edge.Agent.Devices.Finger;

/// <summary>A fingerprint sensor that gives pictures.</summary>
internal interface IFingerprintSensor : IDisposable
{
    /// <summary>Waits for a finger and takes its picture.</summary>
    /// <exception cref="DeviceException">The sensor does not answer, or broke off.</exception>
    Task<FingerImage> CaptureAsync(CancellationToken cancellationToken);
}
