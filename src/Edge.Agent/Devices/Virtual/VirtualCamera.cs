using Edge.Agent.Devices.Camera;

namespace Edge.Agent.Devices.Virtual;

/// <summary>A camera that gives one picture again and again.</summary>
internal sealed class VirtualCamera(VirtualPart part)
{
    private volatile byte[] _picture = Grey();

    /// <summary>A JPEG picture; a grey one until it is given another.</summary>
    public byte[] Picture
    {
        get => _picture;
        set
        {
            _picture = value;
            part.Touch();
        }
    }

    public ICamera Open() => new Port(this, part.Connect());

    // 480 x 640 in blocks of 8 x 8 that all are the middle grey, each told by two zero bits: no difference, end of block.
    private static byte[] Grey() =>
    [
        0xFF, 0xD8,
        0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64),
        0xFF, 0xC0, 0, 11, 8, 640 >> 8, 640 & 0xFF, 480 >> 8, 480 & 0xFF, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[15], 0,
        0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0,
        0xFF, 0xDA, 0, 8, 1, 1, 0x00, 0, 63, 0, .. new byte[480 / 8 * 640 / 8 * 2 / 8],
        0xFF, 0xD9,
    ];

    private sealed class Port(VirtualCamera camera, VirtualPlug plug) : ICamera
    {
        public async Task<byte[]> CaptureAsync(CancellationToken cancellationToken)
        {
            await plug.CallAsync(cancellationToken);
            return [.. camera.Picture];
        }

        public void Dispose()
        {
        }
    }
}
