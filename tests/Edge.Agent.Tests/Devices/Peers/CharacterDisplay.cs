namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>An HD44780 behind a PCF8574, from the chip's side: eight pins, a nibble is taken when E falls, and what it means hangs on the mode it is in.</summary>
internal sealed class CharacterDisplay
{
    private readonly char[] _memory = new char[0x80];
    private byte _pins;
    private bool _fourBits;
    private int? _upper;
    private int _address;
    private bool _letterMemory; // letters go where their own shapes are kept
    private int _shape;
    private TimeSpan _busy;

    public CharacterDisplay() => Array.Fill(_memory, '#');

    public bool IsOn { get; private set; }

    public bool IsLit => (_pins & 8) != 0;

    /// <summary>Whether it is busy for as long as the data sheet (ADE-207-272, table 6 and figure 24) says, and loses what it is told meanwhile.</summary>
    public bool TakesItsTime { get; set; }

    /// <summary>What it was told while it was busy.</summary>
    public int Lost { get; private set; }

    /// <summary>Words taken in eight-bit mode, before anything else may be said.</summary>
    public List<int> Wakes { get; } = [];

    public void Take(byte[] bytes)
    {
        foreach (var pins in bytes)
        {
            if ((_pins & 4) != 0 && (pins & 4) == 0) Latch(_pins >> 4, (_pins & 1) != 0);
            _pins = pins;
        }
    }

    public byte[] Read(int count) => [.. Enumerable.Repeat(_pins, count)];

    /// <summary>The eight shapes that it can be taught, eight rows each.</summary>
    public byte[] Shapes { get; } = new byte[64];

    /// <summary>What people see: four rows of twenty, of which the memory holds two long lines.</summary>
    public string Row(int row) => new(_memory, new[] { 0x00, 0x40, 0x14, 0x54 }[row], 20);

    /// <summary>Time passes.</summary>
    public void Pass(TimeSpan time) => _busy = _busy > time ? _busy - time : TimeSpan.Zero;

    private void Latch(int nibble, bool letter)
    {
        if (TakesItsTime && _busy > TimeSpan.Zero)
        {
            Lost++;
            return;
        }
        if (!_fourBits)
        {
            Wakes.Add(nibble);
            _fourBits = nibble == 2;
            // The first of them takes longest.
            if (nibble == 3) _busy = TimeSpan.FromMilliseconds(4.1);
        }
        else if (_upper is not { } upper)
        {
            _upper = nibble;
        }
        else
        {
            _upper = null;
            Do(upper << 4 | nibble, letter);
        }
    }

    private void Do(int word, bool letter)
    {
        if (letter && _letterMemory) Shapes[_shape++ & 0x3F] = (byte)word;
        else if (letter) _memory[_address++ & 0x7F] = (char)word;
        else if (word >= 0x80) (_address, _letterMemory) = (word & 0x7F, false);
        else if (word >= 0x40) (_shape, _letterMemory) = (word & 0x3F, true);
        else if (word >= 0x30) _fourBits = false;
        else if (word >= 0x20) Assert.Equal(0x28, word & 0x3C);
        else if (word >= 0x08) IsOn = (word & 4) != 0;
        else
        {
            if (word == 1) Array.Fill(_memory, ' ');
            // Clear, and home.
            if (word is >= 1 and <= 3) _busy = TimeSpan.FromMilliseconds(1.52);
        }
    }
}
