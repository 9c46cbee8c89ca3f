using System.Device.I2c;
using Edge.Agent.Devices.Printer;
using Iot.Device.Ssd13xx;
using Iot.Device.Ssd13xx.Commands;
using Iot.Device.Ssd13xx.Commands.Ssd1306Commands;

namespace Edge.Agent.Devices.Display;

/// <summary>A graphic display of 128 by 64 dots (SSD1306 or SSD1309) on I2C: all letters of all languages, drawn as the paper is.</summary>
internal sealed class Ssd1306Display : ICallDisplay, ICheckable
{
    private const int Width = 128;
    private const int Height = 64;
    private const int PageRows = 8;

    private readonly ILinePainter _painter;
    private readonly LibraryCalls _calls;
    private readonly I2cDevice _wires;
    private readonly Chip _chip;

    /// <summary>Brings the display from whatever state it is in to an empty picture, and takes over the chip.</summary>
    /// <exception cref="DeviceException">It does not answer.</exception>
    public Ssd1306Display(I2cDevice wires, ILinePainter painter)
    {
        (_wires, _painter, _calls) = (wires, painter, LibraryCalls.On("the display", wires));
        try
        {
            _chip = _calls.Do(() => new Chip(wires));
            _calls.Do(() =>
            {
                _chip.Wake();
                _chip.Show(new Raster(Width, Height));
                _chip.Light();
            });
        }
        catch
        {
            wires.Dispose();
            throw;
        }
    }

    public int Columns => 20;

    public int Rows => 4;

    public Task ShowAsync(DisplayLines lines, CancellationToken cancellationToken)
    {
        var picture = _painter.Paint(lines, Width, Height / Rows, Rows);
        _calls.Do(() => _chip.Show(picture));
        return Task.CompletedTask;
    }

    // Its state can be read and moves nothing.
    public Task CheckAsync(CancellationToken cancellationToken)
    {
        _calls.Do(() => _wires.ReadByte());
        return Task.CompletedTask;
    }

    public void Dispose() => _chip.Dispose();

    /// <summary>The library's chip. Its own start is that of a display of 32 rows, and draws through an image library of its choice.</summary>
    private sealed class Chip(I2cDevice wires) : Ssd13xx(wires, Width, Height)
    {
        /// <summary>As the data sheet (SSD1306 rev. 1.1, application note, figure 2) starts a display of 64 rows; dark until <see cref="Light"/>.</summary>
        public void Wake()
        {
            ReadOnlySpan<ICommand> commands =
            [
                new SetDisplayOff(), new SetDisplayClockDivideRatioOscillatorFrequency(0, 8), new SetMultiplexRatio(Height - 1), new SetDisplayOffset(0), new SetDisplayStartLine(0),
                new SetChargePump(enableChargePump: true), new SetMemoryAddressingMode(SetMemoryAddressingMode.AddressingMode.Horizontal), new SetSegmentReMap(columnAddress127: true),
                new SetComOutputScanDirection(normalMode: false), new SetComPinsHardwareConfiguration(alternativeComPinConfiguration: true, enableLeftRightRemap: false),
                new SetContrastControlForBank0(0xFF), new SetPreChargePeriod(1, 15), new SetVcomhDeselectLevel(SetVcomhDeselectLevel.DeselectLevel.Vcc1_00),
                new EntireDisplayOn(entireDisplay: false), new SetNormalDisplay(),
            ];
            foreach (var command in commands) Send(command);
        }

        public void Light() => Send(new SetDisplayOn());

        /// <summary>The whole picture at once: eight rows of dots a page, a byte a column, the topmost dot in the lowest bit.</summary>
        public void Show(Raster picture)
        {
            SetStartAddress();
            var bytes = new byte[Width * Height / PageRows];
            for (var y = 0; y < Height; y++)
            {
                for (var x = 0; x < Width; x++)
                {
                    if (picture[x, y]) bytes[y / PageRows * Width + x] |= (byte)(1 << y % PageRows);
                }
            }
            SendData(bytes);
        }

        public override void SendCommand(ISharedCommand command) => Send(command);

        protected override void SetStartAddress()
        {
            Send(new SetColumnAddress(0, Width - 1));
            Send(new SetPageAddress(PageAddress.Page0, PageAddress.Page7));
        }

        // A control byte that says "a command", then its bytes.
        private void Send(ICommand command) => I2cDevice!.Write([0, .. command.GetBytes()]);
    }
}
