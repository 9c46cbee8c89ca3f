using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Tests.Devices.Printer;

/// <summary>The commands, byte by byte as documented.</summary>
public sealed class EscPosTests
{
    [Fact]
    public void A_small_picture_is_these_bytes()
    {
        var picture = new Raster(16, 2) { [0, 0] = true, [15, 0] = true, [8, 1] = true };
        Assert.Equal("1B401C2E" + "1D763000" + "0200" + "0200" + "8001" + "0080" + "1D564203", Convert.ToHexString(EscPos.Encode(picture)));
    }

    [Theory]
    [InlineData(0x12, true)]
    [InlineData(0x1A, true)]
    [InlineData(0x72, true)]
    [InlineData(0x00, false)]
    [InlineData(0x11, false)]
    [InlineData(0x13, false)]
    [InlineData(0x92, false)]
    [InlineData(0xFF, false)]
    public void An_answer_is_told_from_noise(byte answer, bool valid) => Assert.Equal(valid, EscPos.IsAnswer(answer));

    [Theory]
    [InlineData(1, 0x12, PrinterStatus.Ready)]
    [InlineData(1, 0x1A, PrinterStatus.Offline)]
    [InlineData(2, 0x16, PrinterStatus.CoverOpen)]
    [InlineData(2, 0x32, PrinterStatus.PaperOut)]
    [InlineData(2, 0x52, PrinterStatus.Error)]
    [InlineData(3, 0x1A, PrinterStatus.Cutter)]
    [InlineData(3, 0x32, PrinterStatus.Error)]
    [InlineData(3, 0x52, PrinterStatus.Error)]
    [InlineData(4, 0x1E, PrinterStatus.PaperNearEnd)]
    [InlineData(4, 0x7E, PrinterStatus.PaperNearEnd | PrinterStatus.PaperOut)]
    internal void An_answer_means(int question, byte answer, PrinterStatus status) => Assert.Equal(status, EscPos.Read(question, answer));

    // What the kernel's usblp driver gave of a printer gadget: 0x18 with paper, 0x30 without.
    [Theory]
    [InlineData(0x18, PrinterStatus.Ready)]
    [InlineData(0x30, PrinterStatus.PaperOut)]
    [InlineData(0x10, PrinterStatus.Error)]
    [InlineData(0x08, PrinterStatus.Offline)]
    [InlineData(0x20, PrinterStatus.PaperOut | PrinterStatus.Offline)]
    internal void A_port_status_means(int bits, PrinterStatus status) => Assert.Equal(status, UsbPrinterLine.Decode(bits));
}
