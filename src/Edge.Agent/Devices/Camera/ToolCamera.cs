using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Camera;

/// <summary>A camera by the program of its kind, which gives the picture to its standard output: it never is a file.</summary>
internal sealed class ToolCamera(CameraOptions options, TimeProvider time, string rpicam = "rpicam-still", string v4l2 = "v4l2-ctl") : ICamera, ICheckable
{
    private const int MostBytes = 4 << 20;
    private const int TalkBytes = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(3);

    private bool _seen;

    public async Task<byte[]> CaptureAsync(CancellationToken cancellationToken)
    {
        var (program, arguments) = options.Driver == CameraDriver.Rpicam ? (rpicam, Rpicam()) : (v4l2, V4l2());
        var bytes = await Tool.RunAsync(program, arguments, MostBytes, Limit, time, cancellationToken);
        var length = Jpeg.Length(bytes);
        if (length == bytes.Length && length > 0) return bytes;
        var picture = bytes[..length];
        CryptographicOperations.ZeroMemory(bytes);
        return length > 0 ? picture : throw new DeviceException($"{program} gave no JPEG picture; v4l2-ctl --list-formats-ext tells what the camera can");
    }

    // A camera on the board's own connector cannot be unplugged while it runs, and asking for it would stop a preview: once is enough.
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (options.Driver == CameraDriver.V4l2)
        {
            if (!File.Exists(options.Path)) throw new DeviceException($"{options.Path} is not there; look at the camera's plug and Devices:Camera:Path");
            return;
        }
        if (_seen) return;
        var listed = Encoding.UTF8.GetString(await Tool.RunAsync(rpicam, ["--list-cameras"], TalkBytes, ListLimit, time, cancellationToken));
        _seen = listed.Contains("0 :", StringComparison.Ordinal) ? true : throw new DeviceException($"{rpicam} --list-cameras finds none; look at the camera's ribbon");
    }

    public void Dispose()
    {
    }

    // 0.8 s in which light and colour settle.
    private IEnumerable<string> Rpicam() => ["--nopreview", "--timeout", "800", "--width", Text(options.Width), "--height", Text(options.Height), "--encoding", "jpg", "--quality", "92", "--output", "-"];

    private IEnumerable<string> V4l2() =>
    [
        "--device", options.Path, $"--set-fmt-video=width={Text(options.Width)},height={Text(options.Height)},pixelformat=MJPG",
        "--stream-mmap", "--stream-skip=10", "--stream-count=1", "--stream-to=-",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
