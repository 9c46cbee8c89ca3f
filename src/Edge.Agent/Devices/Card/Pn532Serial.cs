using System.Device.I2c;
using System.Diagnostics;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Card;

/// <summary>
/// A PN532 on a serial line, as the library knows one on I2C: a byte that says whether a frame is there, and then the frame. The library's own
/// serial line takes what has come so far for all of an answer, waits no longer than 89 ms for one, where a chip that computes takes seconds, and knows one speed.
/// </summary>
internal sealed class Pn532Serial : I2cDevice
{
    private const byte Ready = 0x01;
    private const int Repeats = 3;

    // The chip acknowledges within 15 ms.
    private static readonly TimeSpan Acknowledge = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(700);

    private readonly DeviceFile _line;
    private readonly Queue<byte[]> _frames = new();
    private readonly byte[] _received = new byte[64];
    private Pn532Parser _parser = new();
    private DeviceException? _failure;

    private Pn532Serial(DeviceFile line) => _line = line;

    // For telling only.
    public override I2cConnectionSettings ConnectionSettings { get; } = new(0, 0);

    /// <exception cref="DeviceException">The line is not there.</exception>
    public static async Task<I2cDevice> OpenAsync(CardOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var chip = new Pn532Serial(await SerialPort.OpenAsync(options.Path, options.Baud, FlowControl.None, time, cancellationToken));
        try
        {
            chip._line.Write(Pn532Frame.WakeUp, Stall, cancellationToken);
            return chip;
        }
        catch
        {
            chip.Dispose();
            throw;
        }
    }

    public override void Read(Span<byte> buffer)
    {
        Try(() => Take(TimeSpan.Zero));
        buffer.Clear();
        if (_frames.Count == 0) return;
        buffer[0] = Ready;
        // As on I2C, what of a frame is not read now is lost.
        if (buffer.Length == 1) return;
        var frame = _frames.Dequeue();
        frame.AsSpan(0, Math.Min(frame.Length, buffer.Length - 1)).CopyTo(buffer[1..]);
        // It may have named a citizen.
        Array.Clear(frame);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        // The library's frames for I2C lack the zeros at their ends.
        byte[] frame = [0x00, 0x00, .. buffer[buffer.IndexOf((byte)0xFF)..], 0x00];
        _failure = null;
        Try(() =>
        {
            for (var attempt = 1; attempt <= Repeats; attempt++)
            {
                Forget();
                _line.Write(frame, Stall, CancellationToken.None);
                if (IsAcknowledged()) return;
            }
            throw new DeviceException("the card reader does not acknowledge what it is told; look at its power, its wiring (TX to RX) and that its switches say HSU");
        });
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _line.Dispose();
        base.Dispose(disposing);
    }

    private void Forget()
    {
        _frames.Clear();
        _parser = new Pn532Parser();
        _line.DropReceived(CancellationToken.None);
    }

    private bool IsAcknowledged()
    {
        for (var began = Stopwatch.GetTimestamp(); _frames.Count == 0 && Acknowledge - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero;) Take(left);
        return _frames.Count > 0 && _frames.Peek().AsSpan().SequenceEqual(Pn532Frame.Ack);
    }

    private void Take(TimeSpan wait)
    {
        for (; _line.Read(_received, wait, CancellationToken.None) is > 0 and var count; wait = TimeSpan.Zero)
        {
            foreach (var one in _received.AsSpan(0, count))
            {
                if (_parser.Take(one) is { } data) _frames.Enqueue(data.Length == 0 ? [.. Pn532Frame.Ack] : Pn532Frame.Of(data));
            }
        }
    }

    // What a bus throws, and throws again until the next command: the library asks many times whether an answer is there.
    private void Try(Action call)
    {
        try
        {
            if (_failure is null) call();
        }
        catch (DeviceException e)
        {
            _failure = e;
        }
        if (_failure is not null) throw new IOException(_failure.Message, _failure);
    }
}
