using System.Device.I2c;
using Iot.Device.Card;
using Iot.Device.Pn532;
using Iot.Device.Pn532.ListPassive;
using Iot.Device.Pn532.RfConfiguration;

namespace Edge.Agent.Devices.Card;

/// <summary>Contactless chip cards through a PN532.</summary>
internal sealed class Pn532Reader : IChipReader, ICheckable
{
    /// <summary>What it is called in errors.</summary>
    internal const string Device = "the card reader";

    private const int SpeaksIso14443Part4 = 0x20; // in SAK
    private const byte MoreToCome = 0x40;
    private const int MostPiece = Pn532Frame.MostBytes - 3;
    private const byte Tries = 2;
    private const int MostAnswer = Pn532Frame.MostBytes; // the library counts a little of the frame as well

    // In milliseconds, as the library counts: to find a card, and for a passport chip that computes a key agreement.
    private const int Quick = 500;
    private const int Patient = 5000;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly LibraryCalls _calls;
    private readonly Pn532Link _chip;
    private readonly Pn532 _reader;
    private readonly TimeProvider _time;
    private byte _target;

    /// <summary>Takes over the chip.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    public Pn532Reader(I2cDevice chip, LibraryCalls calls, TimeProvider time)
    {
        (_chip, _calls, _time) = (new Pn532Link(chip, calls), calls, time);
        try
        {
            _reader = _calls.Do(() => new Pn532(_chip, checkVersion: true) { ReadTimeOut = Quick });
            // A few tries to find a card, so that the chip is never busy for long.
            if (!_calls.Do(() => _reader.SetMaxRetriesInitialization(new MaxRetriesMode { MaxRetryPassiveActivation = Tries }))) throw Silent("does not take its settings");
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
            if (_calls.Do(TrySelect)) return true;
            if (_time.GetElapsedTime(started) >= wait) return false;
            await Task.Delay(Between, _time, cancellationToken);
        }
    }

    public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        if (_target == 0) throw new DeviceException("no card has been selected on the reader");
        return Task.FromResult(_calls.Do(() =>
        {
            for (; command.Length > MostPiece; command = command[MostPiece..]) Exchange((byte)(_target | MoreToCome), command[..MostPiece].Span);
            var answer = new List<byte>(Exchange(_target, command.Span));
            while (_chip.More) answer.AddRange(Exchange(_target, []));
            return answer.ToArray();
        }));
    }

    public Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_calls.Do(() => _reader.RunSelfTest(DiagnoseMode.CommunicationLineTest))) throw Silent("does not answer");
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
