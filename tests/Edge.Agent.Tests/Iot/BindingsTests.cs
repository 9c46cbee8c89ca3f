using System.Device.Spi;
using System.Drawing;
using Edge.Agent.Devices;
using Edge.Iot.Devices;

namespace Edge.Agent.Tests.Iot;

/// <summary>The adapters on Iot.Device.Bindings against chips in memory.</summary>
public sealed class BindingsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 10_000)]
    public async Task Voltage_and_current_come_from_bus_and_shunt()
    {
        // 12.4 V in steps of 4 mV from bit 3 on; 20 mV over 0.1 ohm in steps of 10 uV.
        var chip = new FakeI2cDevice { Registers = { [2] = 3100 << 3, [1] = 2000 } };
        using var power = new Ina219Power(chip, 0.1);
        var reading = await power.ReadAsync(Token);
        Assert.Equal(12.4, reading.Volts, 3);
        Assert.Equal(0.2, reading.Amperes, 3);
        chip.Gone = true;
        await Assert.ThrowsAsync<DeviceException>(() => power.ReadAsync(Token));
    }

    [Fact(Timeout = 30_000)]
    public async Task Lines_on_the_display_are_cut_and_lose_their_marks()
    {
        var chip = new FakeI2cDevice();
        using var display = new CharacterLcdDisplay(chip, 16, 2);
        chip.Written.Clear();
        await display.ShowAsync(["Mời số A017 đến bàn hai", "x"], Token);
        // Half a letter a byte, beside the lines "enable" (4) and "this is data" (1).
        var halves = chip.Written.Where(b => (b & 5) == 5).Select(b => b >> 4).ToList();
        var written = string.Concat(halves.Chunk(2).Select(h => (char)((h[0] << 4) | h[1])));
        Assert.Equal("Moi so A017 den " + "x".PadRight(16), written);
        chip.Gone = true;
        await Assert.ThrowsAsync<DeviceException>(() => display.ShowAsync([], Token));
    }

    [Theory]
    [InlineData("A017", new byte[] { 0x77, 0x3f, 0x06, 0x07 })]
    [InlineData("7", new byte[] { 0x07, 0, 0, 0 })]
    [InlineData("Đ12345", new byte[] { 0x5e, 0x06, 0x5b, 0x4f })]
    public void A_tickets_number_fits_seven_segments(string text, byte[] segments) => Assert.Equal(segments, Tm1637Display.Encode(text, 4));

    [Fact]
    public void A_strip_lights_one_colour_a_name()
    {
        var bus = new FakeSpiDevice();
        using var lights = new Ws28xxLights(bus, new Dictionary<string, (int, Color)> { ["ready"] = (0, Color.FromArgb(0, 255, 0)), ["fault"] = (1, Color.FromArgb(255, 0, 0)) });
        var dark = bus.Last;
        lights.Set("ready", true);
        Assert.True(lights.Get("ready"));
        Assert.False(lights.Get("fault"));
        Assert.NotEqual(dark, bus.Last);
        lights.Set("ready", false);
        Assert.Equal(dark, bus.Last);
        Assert.Throws<DeviceException>(() => lights.Set("blue", true));
        bus.Gone = true;
        Assert.Throws<DeviceException>(() => lights.Set("fault", true));
        Assert.False(lights.Get("fault"));
    }

    [Fact]
    public void A_card_reader_that_is_not_there_is_the_ports_one_exception() =>
        Assert.Throws<DeviceException>(() => new Pn532Reader(new FakeI2cDevice { Gone = true }, TimeProvider.System));

    private sealed class FakeSpiDevice : SpiDevice
    {
        public byte[] Last { get; private set; } = [];

        public bool Gone { get; set; }

        public override SpiConnectionSettings ConnectionSettings { get; } = new(0);

        public override void Read(Span<byte> buffer) => throw new NotSupportedException();

        public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => throw new NotSupportedException();

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (Gone) throw new IOException("Remote I/O error");
            Last = buffer.ToArray();
        }
    }
}
