using Edge.Agent.Devices.Gpio;
using System.Device.Gpio;
using Iot.Device.Tm16xx;

namespace Edge.Agent.Devices.Display;

/// <summary>Four or six digits of seven segments: enough for a ticket's letter and number.</summary>
internal sealed class Tm1637Display : ICallDisplay, ICheckable
{
    private const byte Brightest = 7;

    // Bit 0 is the top, then clockwise, bit 6 the middle. Letters that seven segments cannot show are left dark.
    private static readonly Dictionary<char, byte> Segments = new()
    {
        ['0'] = 0x3f, ['1'] = 0x06, ['2'] = 0x5b, ['3'] = 0x4f, ['4'] = 0x66, ['5'] = 0x6d, ['6'] = 0x7d, ['7'] = 0x07, ['8'] = 0x7f, ['9'] = 0x6f,
        ['A'] = 0x77, ['B'] = 0x7c, ['C'] = 0x39, ['D'] = 0x5e, ['E'] = 0x79, ['F'] = 0x71, ['G'] = 0x3d, ['H'] = 0x76, ['J'] = 0x1e, ['L'] = 0x38,
        ['N'] = 0x54, ['O'] = 0x5c, ['P'] = 0x73, ['Q'] = 0x67, ['R'] = 0x50, ['S'] = 0x6d, ['T'] = 0x78, ['U'] = 0x3e, ['Y'] = 0x6e, ['-'] = 0x40, ['_'] = 0x08,
    };

    private readonly LibraryCalls _calls;
    private readonly GpioController _lines;
    private readonly Tm1637 _chip;
    private byte[] _shown = [];

    /// <exception cref="DeviceException">Its lines cannot be had, or it does not answer.</exception>
    public Tm1637Display(DisplayOptions options)
        : this(options, new GpioController(Libgpiod.Open(options.Chip)))
    {
    }

    internal Tm1637Display(DisplayOptions options, GpioController lines)
    {
        (Columns, _lines) = (options.Digits, lines);
        _calls = new LibraryCalls($"the display (lines {options.Clock} and {options.Data} of {options.Chip})", "look at its power and its wiring (gpioinfo)");
        try
        {
            // It acknowledges every byte; the library does not ask for that by itself.
            _chip = _calls.Do(() => new Tm1637(options.Clock, options.Data, lines, shouldDispose: false) { ThrowWhenIoError = true });
            _calls.Do(() => _chip.SetScreen(Brightest, screenOn: true));
            Show([]);
        }
        catch
        {
            LibraryCalls.GiveBack(lines.Dispose);
            throw;
        }
    }

    public int Columns { get; }

    public int Rows => 1;

    public Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken)
    {
        Show(Encode(lines.Row(0), Columns));
        return Task.CompletedTask;
    }

    // What it shows already, once more.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        Show(_shown);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        LibraryCalls.GiveBack(_chip.Dispose);
        LibraryCalls.GiveBack(_lines.Dispose);
    }

    internal static byte[] Encode(string text, int digits) =>
        [.. PlainLetters.Of(text).ToUpperInvariant().PadRight(digits)[..digits].Select(c => Segments.GetValueOrDefault(c))];

    private void Show(byte[] segments)
    {
        _calls.Do(() => _chip.Display(segments));
        _shown = segments;
    }
}
