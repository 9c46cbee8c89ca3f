using System.Diagnostics;
using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Card;

/// <summary>A PN532 on a serial line as a reader of ISO/IEC 14443 A cards.</summary>
internal sealed class Pn532Reader : IChipReader, ICheckable
{
    // Commands of UM0701-02, chapter 7.
    private const byte GetFirmwareVersion = 0x02;
    private const byte SamConfiguration = 0x14;
    private const byte RfConfiguration = 0x32;
    private const byte InDataExchange = 0x40;
    private const byte InListPassiveTarget = 0x4A;

    private const byte Iso14443Part4 = 0x20; // of SEL_RES
    private const byte StatusBits = 0x3F; // of an answer's status; the others are flags
    private const byte MoreToCome = 0x40;
    private const int MostPiece = Pn532Frame.MostBytes - 3;
    private const int Repeats = 3;

    // The chip acknowledges within 15 ms and says within 20 ms that no card is there.
    private static readonly TimeSpan Acknowledge = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(700);

    // A passport chip that computes a key agreement asks for more time again and again.
    private static readonly TimeSpan Chip = TimeSpan.FromSeconds(5);

    private readonly DeviceFile _file;
    private readonly Pn532Parser _parser = new();
    private byte _target;

    private Pn532Reader(DeviceFile file) => _file = file;

    /// <exception cref="DeviceException">It is not there, or is no PN532.</exception>
    public static async Task<IChipReader> OpenAsync(CardOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var reader = new Pn532Reader(await SerialPort.OpenAsync(options.Path, options.Baud, FlowControl.None, time, cancellationToken));
        try
        {
            reader.Start(cancellationToken);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    public Task<bool> SelectAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp();;)
        {
            if (Select(cancellationToken)) return Task.FromResult(true);
            if (Stopwatch.GetElapsedTime(began) >= wait) return Task.FromResult(false);
        }
    }

    public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        if (_target == 0) throw new DeviceException("no card has been selected on the reader");
        for (; command.Length > MostPiece; command = command[MostPiece..]) Exchange((byte)(_target | MoreToCome), command[..MostPiece].Span, cancellationToken);
        var answer = new List<byte>();
        for (var more = true; more; command = default)
        {
            var piece = Exchange(_target, command.Span, cancellationToken);
            more = (piece[0] & MoreToCome) != 0;
            answer.AddRange(piece[1..]);
        }
        return Task.FromResult(answer.ToArray());
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        Call(GetFirmwareVersion, [], Quick, cancellationToken);
        return Task.CompletedTask;
    }

    public void Dispose() => _file.Dispose();

    private void Start(CancellationToken cancellationToken)
    {
        _file.Write(Pn532Frame.WakeUp, Quick, cancellationToken);
        // Normal mode, no security module; 20 x 50 ms; IRQ not used. Woken by it, the chip answers properly from here on.
        Call(SamConfiguration, [0x01, 0x14, 0x01], Quick, cancellationToken);
        if (Call(GetFirmwareVersion, [], Quick, cancellationToken) is not [0x32, ..]) throw new DeviceException("what answers as a card reader is no PN532");
        // MaxRetries: a few tries to find a card, so that the chip is never busy for long.
        Call(RfConfiguration, [0x05, 0xFF, 0x01, 0x02], Quick, cancellationToken);
    }

    // One card of 106 kbit/s type A: NbTg, Tg, SENS_RES (2), SEL_RES, NFCID length, NFCID, ATS.
    private bool Select(CancellationToken cancellationToken)
    {
        _target = 0;
        if (Call(InListPassiveTarget, [0x01, 0x00], Quick, cancellationToken) is not [1, var target, _, _, var selected, ..] || (selected & Iso14443Part4) == 0) return false;
        _target = target;
        return true;
    }

    private byte[] Exchange(byte target, ReadOnlySpan<byte> data, CancellationToken cancellationToken)
    {
        var answer = Call(InDataExchange, [target, .. data], Chip, cancellationToken);
        if (answer is [var status, ..] && (status & StatusBits) == 0) return answer;
        _target = 0;
        throw new DeviceException($"the card went away or broke off (PN532 status 0x{(answer.Length > 0 ? answer[0] & StatusBits : 0xFF):x2}); lay it on the reader again");
    }

    private byte[] Call(byte command, ReadOnlySpan<byte> data, TimeSpan limit, CancellationToken cancellationToken)
    {
        var frame = Pn532Frame.Encode(command, data);
        for (var attempt = 1; ; attempt++)
        {
            _file.DropReceived(cancellationToken);
            _file.Write(frame, Quick, cancellationToken);
            if (Next(Acknowledge, cancellationToken) is { Length: 0 }) break;
            if (attempt == Repeats) throw new DeviceException($"the card reader does not acknowledge command 0x{command:x2}; look at its power, its wiring (TX to RX) and that its switches say HSU");
        }
        var answer = Next(limit, cancellationToken);
        if (answer is not [Pn532Frame.FromChip, var to, ..] || to != command + 1)
        {
            // An acknowledgement from the host stops what the chip is doing (UM0701-02, 6.2.1.3).
            _file.Write(Pn532Frame.Ack, Quick, cancellationToken);
            throw new DeviceException(answer is null ? $"the card reader did not answer command 0x{command:x2} within {limit.TotalSeconds:0.#} s" : $"the card reader answered command 0x{command:x2} with something else");
        }
        return answer[2..];
    }

    private byte[]? Next(TimeSpan limit, CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp(); limit - Stopwatch.GetElapsedTime(began) is var left && left > TimeSpan.Zero;)
        {
            if (_file.ReadByte(left, cancellationToken) is { } one && _parser.Take(one) is { } frame) return frame;
        }
        return null;
    }
}
