using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>Whether a paper will come out soon, as far as the printer says.</summary>
internal sealed class PaperOutlook(IDevice<IReceiptPrinter> printer)
{
    private static readonly string NearEnd = PrinterWords.Of(PrinterStatus.PaperNearEnd)!;

    public bool Good => printer.Status is { State: DeviceState.Ready, Note: var note } && (note is null || note == NearEnd);
}
