using Edge.Agent.Devices;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Tests.Devices.Peers;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Devices.Finger;

/// <summary>What every fingerprint sensor does.</summary>
public abstract class FingerContract : IDisposable
{
    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected abstract Task<IFingerprintSensor> OpenAsync();

    private protected abstract void Lay();

    private protected abstract void Unplug();

    private protected abstract void Close();

    [Fact(Timeout = 120_000)]
    public async Task A_finger_is_waited_for_and_its_picture_taken_and_wiped()
    {
        using var sensor = await OpenAsync();
        var waiting = CaptureAsync(sensor);
        Lay();
        using var image = await waiting;
        Assert.Equal((256, 288, 256 * 288), (image.Width, image.Height, image.Pixels.Length));
        Assert.True(image.Pixels.Span.ContainsAnyExcept(image.Pixels.Span[0]));
        var pixels = image.Pixels;
        image.Dispose();
        Assert.False(pixels.Span.ContainsAnyExcept((byte)0));
    }

    [Fact(Timeout = 120_000)]
    public async Task Waiting_can_be_given_up()
    {
        using var sensor = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var waiting = OnLane.RunAsync(() => sensor.CaptureAsync(cancel.Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact(Timeout = 120_000)]
    public async Task Unplugged_it_says_so()
    {
        using var sensor = await OpenAsync();
        var waiting = CaptureAsync(sensor);
        Unplug();
        await Assert.ThrowsAsync<DeviceException>(() => waiting);
        await Assert.ThrowsAsync<DeviceException>(() => OnLane.RunAsync(async () =>
        {
            await ((ICheckable)sensor).CheckAsync(Token);
            return true;
        }));
    }

    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private protected static Task<FingerImage> CaptureAsync(IFingerprintSensor sensor) => OnLane.RunAsync(() => sensor.CaptureAsync(Token));
}

public sealed class VirtualFingerTests : FingerContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override Task<IFingerprintSensor> OpenAsync() => Task.FromResult(_board.Finger.Open());

    private protected override void Lay() => _board.Finger.Lay(7);

    private protected override void Unplug() => _board["finger"].Plugged = false;

    private protected override void Close()
    {
    }
}

/// <summary>The real driver over a real serial line.</summary>
public sealed class ZfmSensorTests : FingerContract
{
    private readonly Pty _line = new();
    private readonly ZfmPeer _sensor = new();

    public ZfmSensorTests() => _line.Attach(_sensor.Take);

    private protected override Task<IFingerprintSensor> OpenAsync() => OnLane.RunAsync(() => ZfmSensor.OpenAsync(new FingerOptions { Driver = FingerDriver.Zfm, Path = _line.Path }, TimeProvider.System, Token));

    private protected override void Lay() => _sensor.Finger = Greys();

    private protected override void Unplug() => _line.Unplug();

    private protected override void Close() => _line.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Every_dot_comes_as_one_of_sixteen_greys()
    {
        using var sensor = await OpenAsync();
        var waiting = CaptureAsync(sensor);
        await Until.TrueAsync(() => _sensor.Asked > 1, TimeSpan.FromSeconds(90));
        Lay();
        using var image = await waiting;
        Assert.Equal(Greys().Select(g => (byte)(g * 17)), image.Pixels.ToArray());
    }

    [Fact(Timeout = 120_000)]
    public async Task A_picture_with_a_spoilt_packet_is_none()
    {
        using var sensor = await OpenAsync();
        _sensor.SpoilPacket = 100;
        Lay();
        Assert.Contains("does not add up", (await Assert.ThrowsAsync<DeviceException>(() => CaptureAsync(sensor))).Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_sensor_with_another_password_says_so()
    {
        _sensor.Password = 0x13;
        Assert.Contains("0x13", (await Assert.ThrowsAsync<DeviceException>(OpenAsync)).Message, StringComparison.Ordinal);
    }

    private static byte[] Greys() => [.. Enumerable.Range(0, 256 * 288).Select(i => (byte)(i * 31 / 7 % 16))];
}

/// <summary>Packets as the ZFM-20 user manual has them.</summary>
public sealed class ZfmPacketTests
{
    [Theory]
    [InlineData("01", "EF01FFFFFFFF0100030100" + "05")] // GenImg
    [InlineData("0A", "EF01FFFFFFFF0100030A00" + "0E")] // UpImage
    [InlineData("1300000000", "EF01FFFFFFFF01000713000000" + "00001B")] // VfyPwd
    public void Known_instructions_are_these_bytes(string instruction, string packet) =>
        Assert.Equal(packet, Convert.ToHexString(ZfmPacket.Encode(0xFFFFFFFF, ZfmPacket.Command, Convert.FromHexString(instruction))));

    [Fact]
    public void An_acknowledgement_is_read()
    {
        var packet = ZfmPacket.Decode(Convert.FromHexString("EF01FFFFFFFF07000302000C"));
        Assert.Equal((ZfmPacket.Acknowledgement, "02"), (packet.Kind, Convert.ToHexString(packet.Content)));
    }

    [Theory]
    [InlineData("EF01FFFFFFFF07000302000D")]
    [InlineData("EF02FFFFFFFF07000302000C")]
    [InlineData("EF01FFFFFFFF07FFFF02000C")]
    [InlineData("EF01FFFFFFFF07000102000C")]
    public void What_does_not_add_up_is_refused(string bytes) => Assert.Throws<DeviceException>(() => ZfmPacket.Decode(Convert.FromHexString(bytes)));

    [Fact]
    public void The_upper_half_of_a_byte_is_the_first_dot() => Assert.Equal([0xFF, 0x00, 0x11, 0xEE], ZfmSensor.Unpack([0xF0, 0x1E]));
}
