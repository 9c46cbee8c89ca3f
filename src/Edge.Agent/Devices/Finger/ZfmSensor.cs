using System.Security.Cryptography;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Finger;

/// <summary>A fingerprint sensor of the R30x/ZFM family on a serial line. Only its pictures are used, not what it recognises.</summary>
internal sealed class ZfmSensor : IFingerprintSensor, ICheckable
{
    // Instructions and confirmation codes of the ZFM-20 user manual, chapter 5.
    private const byte TakePicture = 0x01;
    private const byte SendPicture = 0x0A;
    private const byte VerifyPassword = 0x13;
    private const byte Done = 0x00;
    private const byte NoFinger = 0x02;
    private const byte PictureFailed = 0x03;

    private const int Width = 256;
    private const int Height = 288;
    private const int PackedBytes = Width * Height / 2;

    private static readonly TimeSpan Answer = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly DeviceFile _file;
    private readonly FingerOptions _options;
    private readonly TimeProvider _time;

    private ZfmSensor(DeviceFile file, FingerOptions options, TimeProvider time) => (_file, _options, _time) = (file, options, time);

    /// <exception cref="DeviceException">It is not there, or wants another password.</exception>
    public static async Task<IFingerprintSensor> OpenAsync(FingerOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var sensor = new ZfmSensor(await SerialPort.OpenAsync(options.Path, options.Baud, FlowControl.None, time, cancellationToken), options, time);
        try
        {
            await sensor.CheckAsync(cancellationToken);
            return sensor;
        }
        catch
        {
            sensor.Dispose();
            throw;
        }
    }

    public async Task<FingerImage> CaptureAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var code = Call([TakePicture], cancellationToken);
            if (code == Done) return Receive(cancellationToken);
            // A finger that is just being laid on makes a bad picture: the next one.
            if (code is not (NoFinger or PictureFailed)) throw Refused("take a picture", code);
            await Task.Delay(Between, _time, cancellationToken);
        }
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        var code = Call([VerifyPassword, 0, 0, 0, 0], cancellationToken);
        return code == Done ? Task.CompletedTask : throw Refused("take the usual password (0)", code);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Two dots a byte, the first in the upper half, sixteen greys.</summary>
    internal static byte[] Unpack(ReadOnlySpan<byte> packed)
    {
        var pixels = new byte[packed.Length * 2];
        for (var i = 0; i < packed.Length; i++) (pixels[2 * i], pixels[2 * i + 1]) = ((byte)((packed[i] >> 4) * 17), (byte)((packed[i] & 15) * 17));
        return pixels;
    }

    private FingerImage Receive(CancellationToken cancellationToken)
    {
        var code = Call([SendPicture], cancellationToken);
        if (code != Done) throw Refused("send its picture", code);
        var (packed, length) = (new byte[PackedBytes], 0);
        try
        {
            for (var last = false; !last;)
            {
                var packet = Next(cancellationToken);
                last = packet.Kind == ZfmPacket.LastData;
                if (packet.Kind is not (ZfmPacket.Data or ZfmPacket.LastData) || length + packet.Content.Length > PackedBytes) throw new DeviceException("the fingerprint sensor sent something else than its picture");
                packet.Content.CopyTo(packed, length);
                length += packet.Content.Length;
                CryptographicOperations.ZeroMemory(packet.Content);
            }
            return length == PackedBytes
                ? new FingerImage(Width, Height, Unpack(packed))
                : throw new DeviceException($"the fingerprint sensor sent {length} bytes of a picture of {PackedBytes}; only sensors of {Width} x {Height} dots are known");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(packed);
        }
    }

    private byte Call(ReadOnlySpan<byte> instruction, CancellationToken cancellationToken)
    {
        _file.DropReceived(cancellationToken);
        _file.Write(ZfmPacket.Encode(_options.Address, ZfmPacket.Command, instruction), Answer, cancellationToken);
        return Next(cancellationToken) is { Kind: ZfmPacket.Acknowledgement, Content: [var code, ..] } ? code : throw new DeviceException("the fingerprint sensor answered something else than it was asked");
    }

    private ZfmPacket Next(CancellationToken cancellationToken)
    {
        Span<byte> bytes = stackalloc byte[ZfmPacket.HeadBytes + 256 + ZfmPacket.SumBytes];
        _file.ReadAll(bytes[..ZfmPacket.HeadBytes], Answer, cancellationToken);
        var rest = bytes.Slice(ZfmPacket.HeadBytes, ZfmPacket.Follow(bytes));
        _file.ReadAll(rest, Answer, cancellationToken);
        var packet = ZfmPacket.Decode(bytes[..(ZfmPacket.HeadBytes + rest.Length)]);
        CryptographicOperations.ZeroMemory(bytes);
        return packet;
    }

    private static DeviceException Refused(string what, byte code) => new($"the fingerprint sensor does not {what} (confirmation code 0x{code:x2})");
}
