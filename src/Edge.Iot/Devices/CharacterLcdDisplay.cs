using System.Device.I2c;
using System.Drawing;
using Edge.Agent.Devices.Display;
using Iot.Device.CharacterLcd;
using Chip = Iot.Device.CharacterLcd.Hd44780;

namespace Edge.Iot.Devices;

/// <summary>A character LCD (HD44780) behind an I2C backpack.</summary>
internal sealed class CharacterLcdDisplay : ICallDisplay
{
    private const string Device = "display (CharacterLcd)";

    private readonly Chip _lcd;

    /// <exception cref="Edge.Agent.Devices.DeviceException">It does not answer.</exception>
    public CharacterLcdDisplay(I2cDevice device, int columns, int rows)
    {
        (Columns, Rows) = (columns, rows);
        _lcd = DeviceCalls.Do(Device, () => new Chip(new Size(columns, rows), LcdInterface.CreateI2c(device, uses8Bit: false)));
    }

    public int Columns { get; }

    public int Rows { get; }

    // Every row is written over in full: clearing first would flicker.
    public Task ShowAsync(IReadOnlyList<string> lines, CancellationToken cancellationToken) => DeviceCalls.DoAsync(Device, () =>
    {
        for (var row = 0; row < Rows; row++)
        {
            var text = PlainLetters.Of(row < lines.Count ? lines[row] : "");
            _lcd.SetCursorPosition(0, row);
            _lcd.Write(text.Length > Columns ? text[..Columns] : text.PadRight(Columns));
        }
        return true;
    }, cancellationToken);

    public void Dispose() => _lcd.Dispose();
}
