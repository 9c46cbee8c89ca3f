using System.Text;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Display;

public sealed class Ssd1306DisplayTests : DisplayContract, IDisposable
{
    private const int Letters = 20;
    private readonly DotDisplay _display = new();
    private readonly FakeI2c _bus;

    public Ssd1306DisplayTests() => _bus = new FakeI2c(60, _display.Take, _display.Read);

    public void Dispose() => _bus.Dispose();

    private protected override Task<ICallDisplay> OpenAsync() => Task.FromResult<ICallDisplay>(new Ssd1306Display(_bus, new LettersAsDots()));

    private protected override string Row(int row)
    {
        var bytes = Enumerable.Range(0, Letters).Select(letter => (byte)Enumerable.Range(0, 8).Sum(bit => _display[letter, 16 * row + bit] ? 1 << bit : 0));
        return Encoding.ASCII.GetString([.. bytes]).TrimEnd('\0');
    }

    private protected override void Unplug() => _bus.Unplugged = true;

    // Values of the data sheet for 64 rows: multiplex ratio 63, alternative COM pins, charge pump on, horizontal addressing.
    [Fact(Timeout = 120_000)]
    public async Task It_is_started_as_the_data_sheet_says_and_lights_up_empty()
    {
        using var display = await OpenAsync();
        Assert.Equal((0x3F, 0x12, 0x14, 0), (Assert.Single(_display.Told(0xA8)), Assert.Single(_display.Told(0xDA)), Assert.Single(_display.Told(0x8D)), Assert.Single(_display.Told(0x20))));
        Assert.True(_display.IsOn);
        Assert.False(_display.ShowedNoise);
        Assert.DoesNotContain(true, from y in Enumerable.Range(0, 64) from x in Enumerable.Range(0, 128) select _display[x, y]);
    }

    [Fact]
    public void A_display_that_does_not_answer_leaves_no_bus_open()
    {
        _bus.Unplugged = true;
        Assert.Contains("0x3c on /dev/i2c-1", Assert.Throws<DeviceException>(() => new Ssd1306Display(_bus, new LettersAsDots())).Message, StringComparison.Ordinal);
        Assert.True(_bus.Disposed);
    }

    /// <summary>A letter is a column, its code the column's dots: what arrives can be read again.</summary>
    private sealed class LettersAsDots : ILinePainter
    {
        public Raster Paint(DisplayLines lines, int width, int rowHeight, int rows)
        {
            var picture = new Raster(width, rowHeight * rows);
            for (var row = 0; row < rows; row++)
            {
                for (var letter = 0; letter < Math.Min(lines.Row(row).Length, Letters); letter++)
                {
                    for (var bit = 0; bit < 8; bit++) picture[letter, row * rowHeight + bit] = (lines.Row(row)[letter] >> bit & 1) != 0;
                }
            }
            return picture;
        }
    }
}
