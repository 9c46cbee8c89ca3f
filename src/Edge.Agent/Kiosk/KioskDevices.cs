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
    public bool Any(DeviceState state) => ((IDevice<IDisposable>[])[Lines, Strip, Display, Speaker, Printer, Meter]).Any(d => d.Status.State == state);
}
