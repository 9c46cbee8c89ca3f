using Edge.Agent.Devices;
using Edge.Agent.Devices.Camera;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;
using Edge.Agent.Tests.Support;
using Iot.Device.Media;

namespace Edge.Agent.Tests.Devices.Camera;

/// <summary>What every camera does.</summary>
public abstract class CameraContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract ICamera Open();

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task A_picture_is_a_whole_jpeg_and_the_callers_own()
    {
        using var camera = Open();
        var picture = await camera.CaptureAsync(Token);
        Assert.Equal(picture.Length, Jpeg.Length(picture));
        Array.Clear(picture);
        Assert.NotEqual(0, Jpeg.Length(await camera.CaptureAsync(Token)));
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var camera = Open();
        await ((ICheckable)camera).CheckAsync(Token);
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => camera.CaptureAsync(Token));
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }
}

public sealed class VirtualCameraTests : CameraContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override ICamera Open() => _board.Camera.Open();

    private protected override void Unplug() => _board["camera"].Plugged = false;

    private protected override void Close()
    {
    }
}

public sealed class RpicamTests : CameraContract
{
    private readonly Script _rpicam = new("""
        [ -e "$HERE/gone" ] && { echo "ERROR: *** no cameras available ***" >&2; exit 255; }
        case "$*" in
        --list-cameras) echo "Available cameras"; [ -e "$HERE/none" ] || echo "0 : imx708 [4608x2592]";;
        *"--width 640 --height 480"*"--output -") cat "$HERE/picture";;
        *) exit 64;;
        esac
        """);

    public RpicamTests() => Picture([.. new VirtualBoard(TimeProvider.System).Camera.Picture]);

    private protected override ICamera Open() => new ToolCamera(new CameraOptions { Driver = CameraDriver.Rpicam, Width = 640, Height = 480 }, TimeProvider.System, rpicam: _rpicam.Path);

    private protected override void Unplug() => File.WriteAllText(_rpicam.In("gone"), "");

    private protected override void Close() => _rpicam.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task What_a_camera_fills_its_buffer_up_with_is_cut_off()
    {
        var whole = new VirtualBoard(TimeProvider.System).Camera.Picture;
        Picture([.. whole, .. new byte[5000]]);
        using var camera = Open();
        Assert.Equal(whole, await camera.CaptureAsync(Token));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(0)]
    [InlineData(1000)]
    [InlineData((4 << 20) + 1)]
    public async Task What_is_no_picture_is_none(int bytes)
    {
        Picture(new byte[bytes]);
        using var camera = Open();
        await Assert.ThrowsAsync<DeviceException>(() => camera.CaptureAsync(Token));
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_camera_it_does_not_open()
    {
        await File.WriteAllTextAsync(_rpicam.In("none"), "", Token);
        using var camera = Open();
        await Assert.ThrowsAsync<DeviceException>(() => ((ICheckable)camera).CheckAsync(Token));
    }

    private void Picture(byte[] bytes)
    {
        using var file = File.Create(_rpicam.In("picture"));
        file.Write(bytes);
    }
}

public sealed class V4l2Tests : CameraContract
{
    private readonly Script _v4l2 = new("""
        [ -e "$HERE/video0" ] || { echo "Cannot open device $2, exiting." >&2; exit 1; }
        [ "$1 $2 $3" = "--device $HERE/video0 --set-fmt-video=width=1280,height=960,pixelformat=MJPG" ] || exit 64
        cat "$HERE/picture"
        """);

    public V4l2Tests()
    {
        File.WriteAllText(_v4l2.In("video0"), "");
        using var file = File.Create(_v4l2.In("picture"));
        file.Write(new VirtualBoard(TimeProvider.System).Camera.Picture);
    }

    private protected override ICamera Open() => new ToolCamera(new CameraOptions { Driver = CameraDriver.V4l2, Path = _v4l2.In("video0") }, TimeProvider.System, v4l2: _v4l2.Path);

    private protected override void Unplug() => File.Delete(_v4l2.In("video0"));

    private protected override void Close() => _v4l2.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so_even_when_only_asked()
    {
        using var camera = Open();
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => ((ICheckable)camera).CheckAsync(Token));
    }
}

/// <summary>Why Iot.Device.Bindings takes no pictures here: a port's failure is never an empty picture.</summary>
public sealed class LibraryCameraTests
{
    [Fact]
    public void Its_video_device_gives_an_empty_picture_where_there_is_no_camera()
    {
        using var folder = new TestFolder();
        File.WriteAllText(Path.Combine(folder.Root, "video0"), "");
        using var camera = VideoDevice.Create(new VideoConnectionSettings(0, (640, 480), VideoPixelFormat.MJPEG));
        camera.DevicePath = Path.Combine(folder.Root, "video");
        Assert.Empty(camera.Capture());
    }
}
