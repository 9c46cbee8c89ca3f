using Edge.Agent.Devices.Buses;
using Iot.Device.Card;
using Iot.Device.Pn532;
using Iot.Device.Pn532.ListPassive;

namespace Edge.Agent.Devices.Card;

/// <summary>Contactless chip cards through a PN532 on I2C.</summary>
internal sealed class IotPn532Reader : IChipReader, ICheckable
{
    private const string Device = "card reader (Pn532)";
    private const int SpeaksIso14443Part4 = 0x20; // in SAK
    private const byte MoreToCome = 0x40;
    private const int MostPiece = Pn532Frame.MostBytes - 3;
    private const int MostAnswer = Pn532Frame.MostBytes; // the library counts a little of the frame as well

    // In milliseconds, as the library counts: to find a card, and for a passport chip that computes a key agreement.
    private const int Quick = 500;
    private const int Patient = 5000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Pn532Link _chip;
    private readonly Pn532 _reader;
    private readonly TimeProvider _time;
    private byte _target;

    /// <exception cref="DeviceException">It does not answer.</exception>
    public IotPn532Reader(II2cBus bus, CardOptions options, TimeProvider time)
    {
        _time = time;
        _chip = new Pn532Link(bus, options.Address);
        try
        {
            _reader = LibraryCalls.Do(Device, () => new Pn532(_chip, checkVersion: true) { ReadTimeOut = Quick });
        }
        catch
        {
            _chip.Dispose();
            // The library does not say what the bus said.
            if (_chip.Failure is { } why) throw why;
            throw;
        }
    }

    public async Task<bool> SelectAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var started = _time.GetTimestamp(); ;)
        {
            if (LibraryCalls.Do(Device, TrySelect)) return true;
            if (_time.GetElapsedTime(started) >= wait) return false;
            await Task.Delay(Between, _time, cancellationToken);
        }
    }

    public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        if (_target == 0) throw new DeviceException("no card has been selected on the reader");
        return Task.FromResult(LibraryCalls.Do(Device, () =>
        {
            for (; command.Length > MostPiece; command = command[MostPiece..]) Exchange((byte)(_target | MoreToCome), command[..MostPiece].Span);
            var answer = new List<byte>(Exchange(_target, command.Span));
            while (_chip.More) answer.AddRange(Exchange(_target, []));
            return answer.ToArray();
        }));
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!LibraryCalls.Do(Device, () => _reader.RunSelfTest(DiagnoseMode.CommunicationLineTest))) throw Silent("does not answer");
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _chip.Dispose();
    }

    private bool TrySelect()
    {
        _target = 0;
        var found = _reader.ListPassiveTarget(MaxTarget.One, TargetBaudRate.B106kbpsTypeA);
        // For the library a reader that is gone is one without a card.
        if (found is null && _chip.Failure is not null) throw Silent("does not answer");
        // The first byte counts the cards.
        if (found is not { Length: > 1 } || _reader.TryDecode106kbpsTypeA(found.AsSpan(1)) is not { } card || (card.Sak & SpeaksIso14443Part4) == 0) return false;
        _target = card.TargetNumber;
        return true;
    }

    private byte[] Exchange(byte target, ReadOnlySpan<byte> data)
    {
        var answer = new byte[MostAnswer];
        _reader.ReadTimeOut = Patient;
        var length = _reader.Transceive(target, data, answer, NfcProtocol.Iso14443_4);
        _reader.ReadTimeOut = Quick;
        if (length < 0)
        {
            _target = 0;
            throw Silent("lost the card; lay it on the reader again");
        }
        var all = answer[..length];
        // It may have named a citizen.
        Array.Clear(answer);
        return all;
    }

    private DeviceException Silent(string otherwise) => _chip.Failure ?? new DeviceException($"{Device} {otherwise}");
}
