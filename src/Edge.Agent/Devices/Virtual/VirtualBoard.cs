using Edge.Hosting.Waiting;

namespace Edge.Agent.Devices.Virtual;

/// <summary>Every virtual device of the board, as a front panel or a test sees them: it presses, reads, and breaks them.</summary>
internal sealed class VirtualBoard
{
    private readonly Signal _changed = new();
    private readonly Dictionary<string, VirtualPart> _parts;
    private long _version;

    public VirtualBoard(TimeProvider time)
    {
        _parts = DeviceNames.WithTwin.ToDictionary(name => name, name => new VirtualPart(name, time, Touch), StringComparer.Ordinal);
        Gpio = new VirtualGpio(this[DeviceNames.Gpio], time);
        Printer = new VirtualPrinter(this[DeviceNames.Printer]);
        Scanner = new VirtualScanner(this[DeviceNames.Scanner]);
        Keypad = new VirtualKeypad(this[DeviceNames.Keypad]);
        Display = new VirtualDisplay(this[DeviceNames.Display]);
        Speaker = new VirtualSpeaker(this[DeviceNames.Speaker], time);
        Power = new VirtualPower(this[DeviceNames.Power]);
        Modem = new VirtualModem(this[DeviceNames.Modem]);
        Finger = new VirtualFinger(this[DeviceNames.Finger]);
        Camera = new VirtualCamera(this[DeviceNames.Camera]);
        Card = new VirtualCard(this[DeviceNames.Card], time);
    }

    public VirtualGpio Gpio { get; }

    public VirtualPrinter Printer { get; }

    public VirtualScanner Scanner { get; }

    public VirtualKeypad Keypad { get; }

    public VirtualDisplay Display { get; }

    public VirtualSpeaker Speaker { get; }

    public VirtualPower Power { get; }

    public VirtualModem Modem { get; }

    public VirtualFinger Finger { get; }

    public VirtualCamera Camera { get; }

    public VirtualCard Card { get; }

    /// <summary>Counts the changes of all that can be seen or set here.</summary>
    public long Version => Interlocked.Read(ref _version);

    /// <summary>Completes at the next change of <see cref="Version"/> after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>A device's plug and speed, by its name of <see cref="DeviceNames"/>.</summary>
    public VirtualPart this[string device] => _parts[device];

    /// <summary>Presses a button and lets it go.</summary>
    public void Press(string button)
    {
        Gpio.Drive(button, active: true);
        Gpio.Drive(button, active: false);
    }

    /// <summary>Presses a key of the officer's keypad.</summary>
    public void Key(KeypadKey key) => Keypad.Press(key);

    /// <summary>Holds a code before the scanner.</summary>
    public void Scan(string code) => Scanner.Read(code);

    private void Touch()
    {
        Interlocked.Increment(ref _version);
        _changed.Set();
    }
}
