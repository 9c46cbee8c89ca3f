using Edge.Agent.Devices;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Devices.Strip;

namespace Edge.Agent.Kiosk;

/// <summary>The devices the kiosk shows itself by.</summary>
internal sealed record KioskDevices(IDevice<IGpioLines> Lines, IDevice<ILights> Strip, IDevice<ICallDisplay> Display, IDevice<ISpeaker> Speaker, IDevice<IReceiptPrinter> Printer, IDevice<ILinkMeter> Meter)
{
    private IDevice<IDisposable>[] All => [Lines, Strip, Display, Speaker, Printer, Meter];

    /// <summary>No settings name any.</summary>
    public bool AllAbsent => All.All(d => d.Status.State == DeviceState.Absent);

    public bool HasSpeaker => Speaker.Status.State == DeviceState.Ready;

    public bool HasModem => Meter.Status.State == DeviceState.Ready;
}
