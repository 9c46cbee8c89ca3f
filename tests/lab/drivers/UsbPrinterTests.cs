using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Tests.Devices;
using Edge.Agent.Tests.Devices.Printer;

namespace Edge.Lab.Drivers;

/// <summary>The USB printer's driver through the kernel's usblp, with a printer gadget at the other end.</summary>
public sealed class UsbPrinterTests : PrinterContract
{
    private readonly PrinterGadget _printer = new();
    private bool _asks = true;

    private protected override IReadOnlyList<bool[][]> Papers => _printer.Papers;

    private protected override Task<IReceiptPrinter> OpenAsync() =>
        PrinterLines.OpenUsbAsync(new PrinterOptions { Driver = PrinterDriver.Lp, Path = PrinterGadget.Path, Dots = Dots, AsksStatus = _asks });

    private protected override void Break(PrinterStatus status) => _printer.Status = status;

    private protected override void Unplug() => _printer.Plug(false);

    private protected override void Close() => _printer.Dispose();

    [Fact(Timeout = 180_000)]
    public async Task Without_questions_the_port_tells_of_paper_and_error()
    {
        _asks = false;
        using var printer = await OpenAsync();
        Assert.Equal(PrinterStatus.Ready, await printer.StatusAsync(Token));
        _printer.PortStatus = 0x30;
        Assert.Equal(PrinterStatus.PaperOut, await printer.StatusAsync(Token));
        await Assert.ThrowsAsync<DeviceException>(() => printer.PrintAsync(Noise(10), Token));
        _printer.PortStatus = 0x18;
        await printer.PrintAsync(Noise(20), Token);
        // It asks nothing, so it does not wait for the paper either.
        Assert.Equal(20, UsbGadget.Wait(() => Papers.SingleOrDefault()).Length);
    }

    [Fact(Timeout = 180_000)]
    public async Task A_printer_that_takes_nothing_is_given_up_within_its_limit()
    {
        _asks = false;
        using var printer = await OpenAsync();
        _printer.Taking = false;
        var stalled = await Assert.ThrowsAsync<DeviceException>(() => OnLane.RunAsync(async () =>
        {
            for (var i = 0; i < 20; i++) await printer.PrintAsync(Noise(2000), Token);
            return true;
        }));
        Assert.Contains(PrinterGadget.Path, stalled.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 180_000)]
    public async Task Put_back_it_prints_again()
    {
        using (await OpenAsync()) Unplug();
        await Assert.ThrowsAsync<DeviceException>(OpenAsync);
        _printer.Plug(true);
        using var printer = await OpenAsync();
        await printer.PrintAsync(Noise(30), Token);
        Assert.Equal(30, Assert.Single(Papers).Length);
    }
}
