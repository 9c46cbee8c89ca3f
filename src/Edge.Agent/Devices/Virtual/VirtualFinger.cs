using System.Threading.Channels;
using Edge.Agent.Devices.Finger;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A sensor on which nobody's finger can be laid.</summary>
internal sealed class VirtualFinger(VirtualPart part)
{
    private const int Width = 256;
    private const int Height = 288;
    private readonly VirtualQueue<int> _fingers = new();

    /// <summary>Lays a finger on it; another seed is another finger.</summary>
    public void Lay(int seed)
    {
        if (part.Plugged) _fingers.Post(seed);
    }

    public IFingerprintSensor Open() => new Port(part.Connect(), _fingers.Open());

    // Rings round a centre, of ridges as wide as a finger's: enough to look at, and nobody's.
    private static FingerImage Draw(int seed)
    {
        var (pixels, x0, y0, ridge) = (new byte[Width * Height], 100 + seed % 57, 120 + seed / 57 % 61, 8 + seed % 4);
        for (var i = 0; i < pixels.Length; i++)
        {
            var (dx, dy) = (i % Width - x0, i / Width - y0);
            pixels[i] = (byte)(128 + 120 * Math.Cos(Math.Sqrt(dx * dx + dy * dy) * 2 * Math.PI / ridge));
        }
        return new FingerImage(Width, Height, pixels);
    }

    private sealed class Port(VirtualPlug plug, ChannelReader<int> fingers) : IFingerprintSensor
    {
        public async Task<FingerImage> CaptureAsync(CancellationToken cancellationToken)
        {
            var seed = await plug.WaitAsync(token => fingers.ReadAsync(token).AsTask(), cancellationToken);
            await plug.CallAsync(cancellationToken);
            return Draw(seed);
        }

        public void Dispose()
        {
        }
    }
}
