namespace Edge.Agent.Devices.Finger;

/// <summary>An 8-bit grey picture of a finger, dark ridges; in memory only, wiped when disposed.</summary>
internal sealed class FingerImage(int width, int height, byte[] pixels) : IDisposable
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Row by row from the top, 0 black to 255 white.</summary>
    public ReadOnlyMemory<byte> Pixels => pixels;

    public void Dispose() => System.Security.Cryptography.CryptographicOperations.ZeroMemory(pixels);
}
