using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Virtual;

namespace Edge.Agent.Tests.Devices.Printer;

public sealed class VirtualPrinterTests : PrinterContract
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private protected override IReadOnlyList<bool[][]> Papers =>
        [.. _board.Printer.Papers.Select(p => Enumerable.Range(0, p.Height).Select(y => Enumerable.Range(0, p.Width).Select(x => p[x, y]).ToArray()).ToArray())];

    private protected override Task<IReceiptPrinter> OpenAsync() => Task.FromResult(_board.Printer.Open(Dots));

    private protected override void Break(PrinterStatus status) => _board.Printer.Status = status;

    private protected override void Unplug() => _board["printer"].Plugged = false;

    private protected override void Close()
    {
    }
}
