using Edge.Agent.Devices.Buses;
using Edge.Agent.Devices.Camera;
using Edge.Agent.Devices.Card;
using Edge.Agent.Devices.Codes;
using Edge.Agent.Devices.Display;
using Edge.Agent.Devices.Finger;
using Edge.Agent.Devices.Gpio;
using Edge.Agent.Devices.Input;
using Edge.Agent.Devices.Link;
using Edge.Agent.Devices.Power;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Devices.Sound;
using Edge.Agent.Devices.Strip;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Devices.Virtual;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Devices;

/// <summary>Which driver each device has by the settings, how it is looked after, and where what people do to it goes.</summary>
internal sealed class DevicePlans(IOptions<DevicesOptions> options, VirtualBoard board, DeviceEvents events, DeviceReadings readings, ILinePainter painter, SysFiles files, TimeProvider time)
{
    // Three bits of the bus make one of the strip, which takes 800,000 a second.
    private const int Ws28xxHertz = 2_400_000;

    private readonly DevicesOptions _set = options.Value;

    public DevicePlan<IGpioLines>? Gpio() => (_set.Virtual ? GpioDriver.Virtual : _set.Gpio.Driver) switch
    {
        GpioDriver.Virtual => Plan(board.Gpio.Open),
        GpioDriver.Libgpiod => Plan<IGpioLines>(() => new GpioLines(_set.Gpio, time)),
        _ => null,
    } is { } plan ? plan with { Listen = ListenAsync, Look = LookAsync } : null;

    // A virtual board has all its lights on its lines.
    public DevicePlan<ILights>? Strip() => (_set.Virtual ? StripDriver.None : _set.Strip.Driver) switch
    {
        StripDriver.Ws28xx => Plan<ILights>(() => new Ws28xxLights(Chips.Spi(_set.Strip.Bus, Ws28xxHertz), _set.Strip)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    public DevicePlan<IReceiptPrinter>? Printer() => (_set.Virtual ? PrinterDriver.Virtual : _set.Printer.Driver) switch
    {
        PrinterDriver.Virtual => Plan(() => board.Printer.Open(_set.Printer.Dots)),
        PrinterDriver.Lp => new(_ => PrinterLines.OpenUsbAsync(_set.Printer)),
        PrinterDriver.Serial => new(token => PrinterLines.OpenSerialAsync(_set.Printer, time, token)),
        _ => null,
    } is { } plan ? plan with { Look = async (printer, token) => PrinterWords.Of(await printer.StatusAsync(token)) } : null;

    public DevicePlan<ICodeReader>? Scanner() => (_set.Virtual ? ScannerDriver.Virtual : _set.Scanner.Driver) switch
    {
        ScannerDriver.Virtual => Plan(board.Scanner.Open),
        ScannerDriver.Keyboard => Plan<ICodeReader>(() => new KeyedCodeReader(InputFile.Open(InputDevices.Find(_set.Scanner.Device, files)))),
        ScannerDriver.Serial => new(token => SerialCodeReader.OpenAsync(_set.Scanner, time, token)),
        _ => null,
    } is { } plan ? plan with { Listen = ListenAsync } : null;

    public DevicePlan<IKeypad>? Keypad() => (_set.Virtual ? KeypadDriver.Virtual : _set.Keypad.Driver) switch
    {
        KeypadDriver.Virtual => Plan(board.Keypad.Open),
        KeypadDriver.Keyboard => Plan<IKeypad>(() => new InputKeypad(InputFile.Open(InputDevices.Find(_set.Keypad.Device, files)))),
        _ => null,
    } is { } plan ? plan with { Listen = ListenAsync } : null;

    public DevicePlan<ICallDisplay>? Display() => (_set.Virtual ? DisplayDriver.Virtual : _set.Display.Driver) switch
    {
        DisplayDriver.Virtual => Plan(() => board.Display.Open(plainLetters: _set.Display.Driver is DisplayDriver.Hd44780 or DisplayDriver.Tm1637)),
        DisplayDriver.Hd44780 => Plan<ICallDisplay>(() => new Hd44780Display(Chips.I2c(_set.Display.Bus, _set.Display.Address), _set.Display, Wait)),
        DisplayDriver.Ssd1306 => Plan<ICallDisplay>(() => new Ssd1306Display(Chips.I2c(_set.Display.Bus, _set.Display.Address), painter)),
        DisplayDriver.Tm1637 => Plan<ICallDisplay>(() => new Tm1637Display(_set.Display)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    public DevicePlan<ISpeaker>? Speaker() => (_set.Virtual ? SpeakerDriver.Virtual : _set.Speaker.Driver) switch
    {
        SpeakerDriver.Virtual => Plan(board.Speaker.Open),
        SpeakerDriver.Aplay => Plan<ISpeaker>(() => new AplaySpeaker(_set.Speaker, files, time)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    public DevicePlan<IPowerSource>? Power() => (_set.Virtual ? PowerDriver.Virtual : _set.Power.Driver) switch
    {
        PowerDriver.Virtual => Plan(board.Power.Open),
        PowerDriver.Ina219 => Plan<IPowerSource>(() => new Ina219Power(Chips.I2c(_set.Power.Bus, _set.Power.Address), _set.Power)),
        _ => null,
    } is { } plan ? plan with { Look = MeasureAsync } : null;

    public DevicePlan<ILinkMeter>? Modem() => (_set.Virtual ? ModemDriver.Virtual : _set.Modem.Driver) switch
    {
        ModemDriver.Virtual => Plan(board.Modem.Open),
        ModemDriver.Mmcli => new(token => MmcliMeter.OpenAsync(_set.Modem, time, token)),
        _ => null,
    } is { } plan ? plan with { Look = MeasureAsync } : null;

    public DevicePlan<IFingerprintSensor>? Finger() => (_set.Virtual ? FingerDriver.Virtual : _set.Finger.Driver) switch
    {
        FingerDriver.Virtual => Plan(board.Finger.Open),
        FingerDriver.Zfm => new(token => ZfmSensor.OpenAsync(_set.Finger, time, token)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    public DevicePlan<ICamera>? Camera() => (_set.Virtual ? CameraDriver.Virtual : _set.Camera.Driver) switch
    {
        CameraDriver.Virtual => Plan(board.Camera.Open),
        CameraDriver.Rpicam or CameraDriver.V4l2 => Plan<ICamera>(() => new ToolCamera(_set.Camera, time)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    public DevicePlan<IChipReader>? Card() => (_set.Virtual ? CardDriver.Virtual : _set.Card.Driver) switch
    {
        CardDriver.Virtual => Plan(board.Card.Open),
        CardDriver.Pn532 => new(token => CardReaders.OpenAsync(_set.Card, time, token)),
        _ => null,
    } is { } plan ? plan with { Look = CheckAsync } : null;

    // On the device's own thread, which it may keep waiting.
    private void Wait(TimeSpan span) => Task.Delay(span, time).GetAwaiter().GetResult();

    private static DevicePlan<TPort> Plan<TPort>(Func<TPort> open)
        where TPort : class, IDisposable => new(_ => Task.FromResult(open()));

    private static async Task<string?> CheckAsync<TPort>(TPort port, CancellationToken cancellationToken)
    {
        if (port is ICheckable checkable) await checkable.CheckAsync(cancellationToken);
        return null;
    }

    // Any line will do: of a chip that is gone none can be read.
    private Task<string?> LookAsync(IGpioLines lines, CancellationToken cancellationToken)
    {
        lines.Get(_set.Gpio.Lines.Keys.FirstOrDefault() ?? "");
        return Task.FromResult<string?>(null);
    }

    private async Task ListenAsync(IGpioLines lines, CancellationToken cancellationToken)
    {
        while (true)
        {
            var edge = await lines.NextEdgeAsync(cancellationToken);
            if (edge.Active) events.Post(new ButtonPressed(edge.Line, edge.At));
        }
    }

    private async Task ListenAsync(ICodeReader scanner, CancellationToken cancellationToken)
    {
        while (true) events.Post(new CodeScanned(await scanner.NextAsync(cancellationToken)));
    }

    private async Task ListenAsync(IKeypad keypad, CancellationToken cancellationToken)
    {
        while (true) events.Post(new KeyPressed(await keypad.NextAsync(cancellationToken)));
    }

    private async Task<string?> MeasureAsync(IPowerSource power, CancellationToken cancellationToken)
    {
        readings.Power = await power.ReadAsync(cancellationToken);
        return null;
    }

    private async Task<string?> MeasureAsync(ILinkMeter modem, CancellationToken cancellationToken)
    {
        readings.Link = await modem.ReadAsync(cancellationToken);
        return null;
    }
}
