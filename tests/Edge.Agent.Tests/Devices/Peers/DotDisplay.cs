namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>An SSD1306 of 128 by 64 dots, from the chip's side (data sheet rev. 1.1, chapters 8.1.5, 9 and 10).</summary>
internal sealed class DotDisplay
{
    private const int Width = 128;
    private const int Pages = 8;

    // Commands that bytes follow, and how many.
    private static readonly Dictionary<byte, int> Arguments = new() { [0x20] = 1, [0x21] = 2, [0x22] = 2, [0x81] = 1, [0x8D] = 1, [0xA8] = 1, [0xD3] = 1, [0xD5] = 1, [0xD9] = 1, [0xDA] = 1, [0xDB] = 1 };

    private readonly byte[] _memory = new byte[Width * Pages];
    private readonly Dictionary<byte, byte[]> _set = [];
    private (int From, int To) _columns = (0, Width - 1), _pages = (0, Pages - 1);
    private int _column, _page;

    public DotDisplay() => Array.Fill(_memory, (byte)0xA5);

    public bool IsOn { get; private set; }

    /// <summary>It lit up while its memory still held what was there at power-on.</summary>
    public bool ShowedNoise { get; private set; }

    public bool this[int x, int y] => (_memory[y / 8 * Width + x] >> y % 8 & 1) != 0;

    /// <summary>What follows a command, as it was told last.</summary>
    public byte[] Told(byte command) => _set.GetValueOrDefault(command, []);

    public void Take(byte[] message)
    {
        if (message[0] == 0x40) foreach (var data in message.AsSpan(1)) Store(data);
        else if (message[0] == 0) Do(message[1], message[2..]);
        else Assert.Fail($"control byte {message[0]:x2}");
    }

    // Bit 6 of its state: 1 is dark.
    public byte[] Read(int count) => [.. Enumerable.Repeat((byte)(IsOn ? 0 : 0x40), count)];

    private void Do(byte command, byte[] arguments)
    {
        Assert.Equal(Arguments.GetValueOrDefault(command), arguments.Length);
        _set[command] = arguments;
        switch (command)
        {
            case 0x21: (_columns, _column) = ((arguments[0], arguments[1]), arguments[0]); break;
            case 0x22: (_pages, _page) = ((arguments[0], arguments[1]), arguments[0]); break;
            case 0xAE: IsOn = false; break;
            case 0xAF: (IsOn, ShowedNoise) = (true, ShowedNoise || _memory.Contains((byte)0xA5)); break;
        }
    }

    private void Store(byte data)
    {
        _memory[_page * Width + _column] = data;
        if (_column++ < _columns.To) return;
        _column = _columns.From;
        _page = _page < _pages.To ? _page + 1 : _pages.From;
    }
}
