using System.Device.I2c;

namespace Edge.Agent.Devices.Display;

/// <summary>
/// The way to a display's backpack, slowed down while the display is woken. The library waits a millisecond where the data sheet (ADE-207-272,
/// table 6 and figure 24) asks for 4.1 and for 1.5; a display that is still busy loses half a word, and all that follows is nonsense. Awake it takes
/// a word while the bus carries the next, so a row goes in one message and not, as the library would, in eighty.
/// </summary>
internal sealed class Hd44780Pins(I2cDevice chip, Action<TimeSpan> wait) : I2cDevice
{
    // A nibble is taken when this pin falls.
    private const byte Enable = 0x04;
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(5);

    private readonly List<byte> _message = [];
    private bool _awake;
    private byte _pins;

    public override I2cConnectionSettings ConnectionSettings => chip.ConnectionSettings;

    /// <summary>From here on nothing is slow, and what is written goes with the next <see cref="Send"/>.</summary>
    public void Awake() => _awake = true;

    /// <summary>Sends what has been written.</summary>
    public void Send()
    {
        byte[] message = [.. _message];
        _message.Clear();
        chip.Write(message);
    }

    public override void Read(Span<byte> buffer) => chip.Read(buffer);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_awake)
        {
            _message.AddRange(buffer);
            return;
        }
        foreach (var pins in buffer)
        {
            chip.WriteByte(pins);
            if ((_pins & ~pins & Enable) != 0) wait(Slowest);
            _pins = pins;
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) chip.Dispose();
        base.Dispose(disposing);
    }
}
