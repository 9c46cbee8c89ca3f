using Edge.Agent.Tests.Devices.Gpio;
using System.Device.Gpio;

namespace Edge.Agent.Tests.Devices.Display;

/// <summary>
/// A TM1637 from its own side: data moves while the clock is low, a byte comes lowest bit first and is acknowledged, data that falls or
/// rises while the clock is high begins and ends a word.
/// </summary>
internal sealed class SegmentChip(FakeGpioDriver lines, int clock, int data)
{
    private readonly byte[] _memory = new byte[6];
    private readonly List<byte> _word = [];
    private int _bits = -1; // of the byte that is coming; -1 between words
    private byte _byte;
    private bool _clock = true, _data = true;

    /// <summary>What is lit: one byte a digit, all dark while the display is off.</summary>
    public byte[] Segments => IsOn ? [.. _memory] : new byte[_memory.Length];

    public bool IsOn { get; private set; }

    public bool Unplugged { get; set; }

    /// <summary>A line was written.</summary>
    public void Follow(int line, bool level)
    {
        if (Unplugged) return;
        if (line == data && _clock && level != _data)
        {
            if (level) End();
            else (_bits, _byte) = (0, 0);
        }
        else if (line == clock && level && !_clock && _bits is >= 0 and < 8)
        {
            if (_data) _byte |= (byte)(1 << _bits);
            if (++_bits == 8) _word.Add(_byte);
        }
        else if (line == clock && level && !_clock && _bits == 8)
        {
            (_bits, _byte) = (0, 0); // the ninth clock
        }
        (_clock, _data) = (line == clock ? level : _clock, line == data ? level : _data);
    }

    /// <summary>Data is let go: the chip pulls it down where a byte was complete.</summary>
    public PinValue Acknowledge() => !Unplugged && _bits == 8 ? PinValue.Low : PinValue.High;

    public void Attach() => (lines.Written, lines.Pulled) = (Follow, line => line == data ? Acknowledge() : null);

    private void End()
    {
        if (_word is [var command, ..])
        {
            if ((command & 0xC0) == 0xC0) _word[1..].CopyTo(_memory, command & 0x0F);
            else if ((command & 0xC0) == 0x80) IsOn = (command & 0x08) != 0;
        }
        _word.Clear();
        _bits = -1;
    }
}
