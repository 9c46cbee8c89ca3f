using System.Device.I2c;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Card;
using Iot.Device.Card;
using Iot.Device.Pn532;
using Iot.Device.Pn532.ListPassive;

namespace Edge.Iot.Devices;

/// <summary>Contactless chip cards through a PN532 on I2C.</summary>
internal sealed class Pn532Reader : IChipReader
{
    private const string Device = "card reader (Pn532)";
    private const int SpeaksIso14443Part4 = 0x20; // in SAK
    private const int LongestAnswer = 264;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    private readonly Pn532 _reader;
    private readonly TimeProvider _time;
    private byte _target;

    /// <exception cref="DeviceException">It does not answer.</exception>
    public Pn532Reader(I2cDevice device, TimeProvider time)
    {
        _time = time;
        _reader = DeviceCalls.Do(Device, () => new Pn532(device, checkVersion: true));
    }

    public async Task<bool> SelectAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        for (var started = _time.GetTimestamp(); ;)
        {
            if (await DeviceCalls.DoAsync(Device, TrySelect, cancellationToken)) return true;
            if (_time.GetElapsedTime(started) >= wait) return false;
            await Task.Delay(Between, _time, cancellationToken);
        }
    }

    public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> command, CancellationToken cancellationToken) => DeviceCalls.DoAsync(Device, () =>
    {
        var answer = new byte[LongestAnswer];
        var length = _reader.Transceive(_target, command.Span, answer, NfcProtocol.Iso14443_4);
        if (length < 2) throw new DeviceException($"{Device}: the card went away");
        var all = answer[..length];
        // It may have named a citizen.
        Array.Clear(answer);
        return all;
    }, cancellationToken);

    public void Dispose() => _reader.Dispose();

    private bool TrySelect()
    {
        var found = _reader.ListPassiveTarget(MaxTarget.One, TargetBaudRate.B106kbpsTypeA);
        // The first byte counts the cards.
        if (found is not { Length: > 1 } || _reader.TryDecode106kbpsTypeA(found.AsSpan(1)) is not { } card) return false;
        _target = card.TargetNumber;
        return (card.Sak & SpeaksIso14443Part4) != 0;
    }
}
