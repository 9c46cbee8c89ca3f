using System.Drawing;
using Edge.Agent.Devices.Buses;
using Iot.Device.CharacterLcd;
using LibraryDisplay = Iot.Device.CharacterLcd.Hd44780;
using Words = Edge.Agent.Devices.Display.Hd44780;

namespace Edge.Agent.Devices.Display;

/// <summary>A character LCD (HD44780) behind an I2C backpack.</summary>
internal sealed class CharacterLcdDisplay : ICallDisplay, ICheckable
{
    private const string Device = "display (CharacterLcd)";

    private readonly DisplayOptions _options;
    private readonly I2cChip _chip;
    private readonly Lcd _lcd;

    /// <exception cref="DeviceException">It does not answer.</exception>
    public CharacterLcdDisplay(II2cBus bus, DisplayOptions options)
    {
        _options = options;
        _chip = new I2cChip(bus, options.Address);
        try
        {
            _lcd = LibraryCalls.Do(Device, () => new Lcd(new Size(Columns, Rows), LcdInterface.CreateI2c(_chip, uses8Bit: false)));
        }
        catch
        {
            _chip.Dispose();
            throw;
        }
    }

    public int Columns => _options.Columns;

    public int Rows => _options.Rows;

    // Every row is written over in full: clearing first would flicker.
    public Task ShowAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        LibraryCalls.Do(Device, () =>
        {
            for (var row = 0; row < Rows; row++)
            {
                _lcd.SetCursorPosition(0, row);
                _lcd.Write(PlainLetters.Of(row < lines.Count ? lines[row] : "").PadRight(Columns)[..Columns]);
            }
        });
        return Task.CompletedTask;
    }

    // Reading the pins moves none of them.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        LibraryCalls.Do(Device, () => _chip.ReadByte());
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _lcd.Dispose();
        _chip.Dispose();
    }

    private sealed class Lcd : LibraryDisplay
    {
        private const int ClearMicroseconds = 5000;

        // The library's last word is to clear, and it waits for less than the data sheet's time.
        public Lcd(Size size, LcdInterface wires) : base(size, wires) => WaitForNotBusy(ClearMicroseconds);

        // The library's rows three and four are those of a display with twenty columns, whatever it is told.
        protected override byte[] InitializeRowOffsets(int rows) => [.. Enumerable.Range(0, rows).Select(r => (byte)Words.Address(r, Size.Width))];
    }
}
