using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Strip;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Devices;

/// <summary>What the settings of a device must be together.</summary>
internal sealed class DevicesRules : IValidateOptions<DevicesOptions>
{
    public ValidateOptionsResult Validate(string? name, DevicesOptions options)
    {
        var problems = Gpio(options.Gpio).Concat(Keypad(options.Keypad)).Concat(Power(options.Power)).Concat(Display(options.Display)).Concat(Strip(options.Strip)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(string.Join('\n', problems));
    }

    private static IEnumerable<string> Gpio(GpioOptions gpio)
    {
        if (gpio.Driver == GpioDriver.Libgpiod && gpio.Lines.Count is 0 or > GpioOptions.MostLines)
        {
            yield return $"Devices:Gpio:Lines has {gpio.Lines.Count} lines; with Devices:Gpio:Driver={gpio.Driver} it must have 1 to {GpioOptions.MostLines}";
        }
        foreach (var twice in gpio.Lines.GroupBy(l => l.Value.Offset).Where(g => g.Count() > 1))
        {
            yield return $"Devices:Gpio:Lines has offset {twice.Key} twice, as {string.Join(" and ", twice.Select(l => l.Key))}; a line has one name";
        }
    }

    private static IEnumerable<string> Keypad(KeypadOptions keypad)
    {
        if (keypad.Driver == KeypadDriver.Keyboard && keypad.Device.Length == 0)
        {
            yield return "Devices:Keypad:Device is missing; with Devices:Keypad:Driver=Keyboard it must be a device file, a USB id (vvvv:pppp) or a name of /proc/bus/input/devices";
        }
    }

    private static IEnumerable<string> Display(DisplayOptions display)
    {
        if (display.Driver == DisplayDriver.Tm1637 && display.Clock == display.Data) yield return $"Devices:Display:Clock and Devices:Display:Data are both {display.Clock}; they must be two lines";
        if (display.Driver == DisplayDriver.Ssd1306 && display.Address is not (60 or 61)) yield return $"Devices:Display:Address is {display.Address}; with Devices:Display:Driver={display.Driver} it must be 60 (0x3c) or 61 (0x3d)";
    }

    private static IEnumerable<string> Strip(StripOptions strip)
    {
        if (strip.Driver != StripDriver.None && strip.Lights.Count == 0) yield return $"Devices:Strip:Lights has no lights; with Devices:Strip:Driver={strip.Driver} it must have some";
        foreach (var twice in strip.Lights.GroupBy(l => l.Value.Pixel).Where(g => g.Count() > 1))
        {
            yield return $"Devices:Strip:Lights has pixel {twice.Key} twice, as {string.Join(" and ", twice.Select(l => l.Key))}; a pixel has one name";
        }
    }

    private static IEnumerable<string> Power(PowerOptions power)
    {
        if (ChargeTable.Parse(power.Charge) is null) yield return $"Devices:Power:Charge is '{power.Charge}'; it must be two or more rising pairs of volts and percent, such as 11.0=0 12.0=50 12.8=100";
    }
}
