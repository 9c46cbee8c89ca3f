using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Serial;
using Edge.Agent.Tests.Devices.Peers;

namespace Edge.Agent.Tests.Devices.Printer;

/// <summary>The ESC/POS printer over a real serial line, with a printer at its other end.</summary>
public sealed class SerialPrinterTests : PrinterContract
{
    private readonly Pty _line = new();
    private readonly PaperReader _paper;
    private volatile PrinterStatus _status;
    private volatile bool _deaf;
    private bool _confirm;

    public SerialPrinterTests()
    {
        _paper = new PaperReader
        {
            Asked = n =>
            {
                if (!_deaf) _line.Say([PrinterAnswers.To(n, _status)]);
            },
            AskedInOrder = () => _line.Say([0x00]),
        };
        _line.Attach((one, _) => _paper.Take(one));
    }

    private protected override IReadOnlyList<bool[][]> Papers => _paper.Papers;

    private protected override Task<IReceiptPrinter> OpenAsync() =>
        OnLane.RunAsync(() => PrinterLines.OpenSerialAsync(new PrinterOptions { Driver = PrinterDriver.Serial, Path = _line.Path, Dots = Dots, Confirm = _confirm }, TimeProvider.System, Token));

    private protected override void Break(PrinterStatus status) => _status = status;

    private protected override void Unplug() => _line.Unplug();

    private protected override void Close() => _line.Dispose();

    [Fact(Timeout = 120_000)]
    public async Task Bands_are_no_taller_than_32_rows_and_each_paper_begins_with_a_reset()
    {
        using var printer = await OpenAsync();
        await printer.PrintAsync(Noise(1000), Token);
        Assert.Equal((32, 1), (_paper.TallestBand, _paper.Resets));
    }

    // As after a stall, a pulled cable or a power cut in the middle of a ticket.
    [Theory(Timeout = 120_000)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(1000)]
    [InlineData(3000)]
    public async Task A_ticket_that_broke_off_does_not_spoil_the_next(int sent)
    {
        using (var line = await OnLane.RunAsync(() => SerialPort.OpenAsync(_line.Path, 115200, FlowControl.None, TimeProvider.System, Token))) line.Write(EscPos.Encode(Noise(200)).AsSpan(0, sent), TimeSpan.FromSeconds(5), Token);
        using var printer = await OpenAsync();
        var picture = Noise(20);
        await printer.PrintAsync(picture, Token);
        var paper = Assert.Single(Papers);
        Assert.Equal(2, _paper.Resets);
        for (var y = 0; y < 20; y++) Assert.Equal(Enumerable.Range(0, Dots).Select(x => picture[x, y]), paper[^(20 - y)]);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_printer_that_knows_the_question_says_when_the_paper_is_done()
    {
        _confirm = true;
        using var printer = await OpenAsync();
        await printer.PrintAsync(Noise(30), Token);
        Assert.Single(Papers);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_printer_that_does_not_answer_says_what_to_do()
    {
        using var printer = await OpenAsync();
        _deaf = true;
        var problem = await Assert.ThrowsAsync<DeviceException>(() => printer.StatusAsync(Token));
        Assert.Contains("switch it on", problem.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 120_000)]
    public async Task Noise_before_an_answer_is_passed_over()
    {
        using var printer = await OpenAsync();
        _line.Say([0xFF, 0x00, 0x41]);
        _status = PrinterStatus.PaperOut;
        Assert.Equal(PrinterStatus.PaperOut, await printer.StatusAsync(Token));
    }
}
