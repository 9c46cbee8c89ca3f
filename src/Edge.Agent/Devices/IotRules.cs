using Edge.Agent.Devices.Buses;
using Edge.Agent.Devices.Card;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Strip;
using Edge.Mqtt;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Devices;

/// <summary>A driver of Edge.Iot can be chosen where the build included it, and nowhere else.</summary>
internal sealed class IotRules : IValidateOptions<DevicesOptions>
{
    public ValidateOptionsResult Validate(string? name, DevicesOptions options)
    {
        if (IotAdapters.AreThere) return ValidateOptionsResult.Success;
        var missing = Chosen(options).Select(c => IotAdapters.Missing($"Devices:{c.Device}:Driver={c.Driver}", $"Devices:{c.Device}:Driver={c.Instead}")).ToList();
        return missing.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(string.Join('\n', missing));
    }

    private static IEnumerable<(string Device, Enum Driver, Enum Instead)> Chosen(DevicesOptions options)
    {
        if (options.Gpio.Driver == GpioDriver.SystemDeviceGpio) yield return ("Gpio", GpioDriver.SystemDeviceGpio, GpioDriver.Chardev);
        if (options.Buses.Driver == BusDriver.SystemDeviceGpio) yield return ("Buses", BusDriver.SystemDeviceGpio, BusDriver.Chardev);
        if (options.Display.Driver is DisplayDriver.IotCharacterLcd or DisplayDriver.IotTm1637) yield return ("Display", options.Display.Driver, DisplayDriver.Hd44780);
        if (options.Power.Driver == PowerDriver.IotIna219) yield return ("Power", PowerDriver.IotIna219, PowerDriver.Ina219);
        if (options.Card.Driver == CardDriver.IotPn532) yield return ("Card", CardDriver.IotPn532, CardDriver.Pn532);
        if (options.Strip.Driver == StripDriver.IotWs28xx) yield return ("Strip", StripDriver.IotWs28xx, StripDriver.None);
    }
}
