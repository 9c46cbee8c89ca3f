using System.Device.Gpio;

namespace Edge.Agent.Tests.Devices.Gpio;

/// <summary>Pins in memory; a test moves the inputs.</summary>
internal sealed class FakeGpioDriver : GpioDriver
{
    private readonly Dictionary<int, PinValue> _levels = [];
    private readonly Dictionary<int, PinMode> _modes = [];
    private readonly Dictionary<int, PinChangeEventHandler> _handlers = [];

    public IReadOnlyDictionary<int, PinMode> Modes => _modes;

    /// <summary>Every access fails, as when the chip was unplugged.</summary>
    public bool Gone { get; set; }

    /// <summary>Told of every level that is written to a pin.</summary>
    public Action<int, bool>? Written { get; set; }

    /// <summary>What something outside holds a pin at while it is an input; null where nothing does.</summary>
    public Func<int, PinValue?>? Pulled { get; set; }

    protected override int PinCount => 32;

    public PinValue Level(int pin) => _levels.GetValueOrDefault(pin);

    /// <summary>An input moves, and the library's thread tells its handler.</summary>
    public void Move(int pin, PinValue level)
    {
        _levels[pin] = level;
        _handlers.GetValueOrDefault(pin)?.Invoke(this, new PinValueChangedEventArgs(level == PinValue.High ? PinEventTypes.Rising : PinEventTypes.Falling, pin));
    }

    protected override void OpenPin(int pinNumber) => Check();

    protected override void ClosePin(int pinNumber) => Check();

    protected override void SetPinMode(int pinNumber, PinMode mode)
    {
        Check();
        _modes[pinNumber] = mode;
        if (mode == PinMode.InputPullUp) _levels.TryAdd(pinNumber, PinValue.High);
    }

    protected override PinMode GetPinMode(int pinNumber) => _modes[pinNumber];

    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => true;

    protected override PinValue Read(int pinNumber)
    {
        Check();
        return (_modes[pinNumber] == PinMode.Output ? null : Pulled?.Invoke(pinNumber)) ?? Level(pinNumber);
    }

    protected override void Write(int pinNumber, PinValue value)
    {
        Check();
        _levels[pinNumber] = value;
        Written?.Invoke(pinNumber, value == PinValue.High);
    }

    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken) => throw new NotSupportedException();

    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => _handlers[pinNumber] = callback;

    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => _handlers.Remove(pinNumber);

    private void Check()
    {
        if (Gone) throw new IOException("No such device");
    }
}
