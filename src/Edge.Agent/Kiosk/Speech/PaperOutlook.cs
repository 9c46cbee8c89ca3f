using Edge.Agent.Devices;
using Edge.Agent.Devices.Printer;

namespace Edge.Agent.Kiosk.Speech;

/// <summary>Whether a paper will come out soon, as far as anybody knows.</summary>
internal sealed class PaperOutlook(IDevice<IReceiptPrinter>? printer)
{
    public bool Good => printer is { Status.State: DeviceState.Ready };
}
