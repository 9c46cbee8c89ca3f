using System.Device.I2c;
using System.Drawing;
using Iot.Device.CharacterLcd;

namespace Edge.Agent.Devices.Display;

/// <summary>A character display (HD44780) behind an I2C backpack (PCF8574).</summary>
internal sealed class Hd44780Display : ICallDisplay, ICheckable
{
    // After power-on, before the first word; the library does not wait for a display that has just been plugged in.
    private static readonly TimeSpan PowerUp = TimeSpan.FromMilliseconds(50);

    private readonly DisplayOptions _options;
    private readonly LibraryCalls _calls;
    private readonly Hd44780Pins _pins;
    private readonly Lcd _lcd;

    /// <summary>Brings the display from whatever state it is in to an empty picture, and takes over the chip.</summary>
    /// <param name="chip">The backpack.</param>
    /// <param name="options">The settings.</param>
    /// <param name="wait">Lets time pass.</param>
    /// <exception cref="DeviceException">It does not answer.</exception>
    public Hd44780Display(I2cDevice chip, DisplayOptions options, Action<TimeSpan> wait)
    {
        (_options, _calls, _pins) = (options, LibraryCalls.On("the display", chip), new Hd44780Pins(chip, wait));
        try
        {
            wait(PowerUp);
            _lcd = _calls.Do(() => new Lcd(new Size(Columns, Rows), LcdInterface.CreateI2c(_pins, uses8Bit: false)));
            for (var i = 0; i < LargeDigits.Shapes.Count; i++) _calls.Do(() => _lcd.CreateCustomCharacter(LargeDigits.FirstCode + i, LargeDigits.Shapes[i]));
            _pins.Awake();
        }
        catch
        {
            _pins.Dispose();
            throw;
        }
    }

    public int Columns => _options.Columns;

    public int Rows => _options.Rows;

    // Every row is written over in full: clearing first would flicker.
    public Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken)
    {
        var rows = Enumerable.Range(0, Rows).Select(row => PlainLetters.Of(lines.Row(row)).PadRight(Columns)[..Columns]).ToArray();
        if (lines.Large is { } at && at + 1 < Rows && LargeDigits.Of(lines.Row(at), Columns) is { } number) (rows[at], rows[at + 1]) = number;
        _calls.Do(() =>
        {
            for (var row = 0; row < Rows; row++)
            {
                _lcd.SetCursorPosition(0, row);
                _lcd.Write(rows[row]);
                _pins.Send();
            }
        });
        return Task.CompletedTask;
    }

    // Reading the pins moves none of them.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        _calls.Do(() => _pins.ReadByte());
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _lcd.Dispose();
        _pins.Dispose();
    }

    private sealed class Lcd(Size size, LcdInterface wires) : Hd44780(size, wires)
    {
        // Rows three and four go on where one and two end; the library's are those of a display with twenty columns, whatever it is told.
        protected override byte[] InitializeRowOffsets(int rows) => [.. Enumerable.Range(0, rows).Select(r => (byte)((r & 1) * 0x40 + (r >> 1) * Size.Width))];
    }
}
