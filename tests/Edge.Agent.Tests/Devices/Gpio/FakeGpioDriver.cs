using System.Device.Gpio;

namespace Edge.Agent.Tests.Devices.Gpio;

/// <summary>Pins in memory; a test moves the inputs. It fails as the library's driver over libgpiod 1 does.</summary>
internal sealed class FakeGpioDriver : GpioDriver
{
    private readonly Dictionary<int, PinValue> _levels = [];
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinChangeEventHandler> _handlers = [];

    public IReadOnlyDictionary<int, PinMode> Modes => _modes;

    /// <summary>The chip was unplugged: every access fails, but for a write, of which nobody is told.</summary>
    public bool Gone { get; set; }

    /// <summary>A pin that another program holds.</summary>
    public int Busy { get; set; } = -1;

    public bool Disposed { get; private set; }

    public int Reads { get; private set; }

    /// <summary>How many pins are listened to.</summary>
    public int Listened => _handlers.Count;

    /// <summary>All levels that outputs were given, in their order.</summary>
    public List<(int Pin, bool High)> Writes { get; } = [];

    /// <summary>Told of every level that is written to a pin.</summary>
    public Action<int, bool>? Written { get; set; }

    /// <summary>Told before a pin is read.</summary>
    public Action? Reading { get; set; }

    /// <summary>Told before a pin is listened to.</summary>
    public Action? Listening { get; set; }

    /// <summary>What something outside holds a pin at while it is an input; null where nothing does.</summary>
    public Func<int, PinValue?>? Pulled { get; set; }

    protected override int PinCount => 32;

    public PinValue Level(int pin) => _levels.GetValueOrDefault(pin);

    /// <summary>An input moves while nobody listens.</summary>
    public void Hold(int pin, PinValue level) => _levels[pin] = level;

    /// <summary>An input moves, and the library's thread tells its handler.</summary>
    public void Move(int pin, PinValue level)
    {
        _levels[pin] = level;
        _handlers.GetValueOrDefault(pin)?.Invoke(this, new PinValueChangedEventArgs(level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling, pin));
    }

    protected override void OpenPin(int pinNumber)
    {
        Check();
        if (pinNumber == Busy) throw new IOException("Device or resource busy");
    }

    protected override void ClosePin(int pinNumber)
    {
    }

    protected override void SetPinMode(int pinNumber, PinMode mode) => SetPinMode(pinNumber, mode, PinValue.Low);

    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue)
    {
        Check();
        _modes[pinNumber] = mode;
        if (mode == PinMode.InputPullUp) _levels.TryAdd(pinNumber, PinValue.High);
        if (mode == PinMode.Output) Write(pinNumber, initialValue);
    }

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Reading?.Invoke();
        Check();
        Reads++;
        return (_modes[pinNumber] == PinMode.Output ? null : Pulled?.Invoke(pinNumber)) ?? Level(pinNumber);
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        if (Gone) return;
        _levels[pinNumber] = value;
        Writes.Add((pinNumber, value == PinValue.High));
        Written?.Invoke(pinNumber, value == PinValue.High);
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback)
    {
        Listening?.Invoke();
        _handlers[pinNumber] = callback;
    }

    // It gives the pin back, and then throws what its waiting ended with.
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback)
    {
        _handlers.Remove(pinNumber);
        Check();
    }

    protected override void Dispose(bool disposing)
    {
        Disposed = true;
        foreach (var pin in _handlers.Keys.ToList()) RemoveCallbackForPinValueChangedEvent(pin, (_, _) => { });
        base.Dispose(disposing);
    }

    private void Check()
    {
        if (Gone) throw new IOException("No such device");
    }
}
