namespace Edge.Agent.Devices.Finger;

/// <summary>A fingerprint sensor that gives pictures.</summary>
internal interface IFingerprintSensor : IDisposable
{
    /// <summary>Waits for a finger and takes its picture.</summary>
    /// <exception cref="DeviceException">The sensor does not answer, or broke off.</exception>
    Task<FingerImage> CaptureAsync(CancellationToken cancellationToken);
}

/// <summary>An 8-bit grey picture of a finger, dark ridges; in memory only, wiped when disposed.</summary>
internal sealed class FingerImage(int width, int height, byte[] pixels) : IDisposable
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Row by row from the top, 0 black to 255 white.</summary>
    public ReadOnlyMemory<byte> Pixels => pixels;

    public void Dispose() => System.Security.Cryptography.CryptographicOperations.ZeroMemory(pixels);
}
