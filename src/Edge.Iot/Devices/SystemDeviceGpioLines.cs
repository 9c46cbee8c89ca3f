using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Threading.Channels;
using Edge.Agent.Devices;
using Edge.Agent.Devices.Gpio;
using LibraryDriver = System.Device.Gpio.GpioDriver;

namespace Edge.Iot.Devices;

/// <summary>
/// Lines through System.Device.Gpio. Its events carry no time, so an edge has the time at which it arrived here, by the kernel's monotonic
/// clock; its GpioButton debounces by the wall clock and is not used.
/// </summary>
internal sealed class SystemDeviceGpioLines : IGpioLines
{
    private const int Waiting = 256;
    private const string Device = "gpio (System.Device.Gpio)";

    private readonly Dictionary<string, GpioLine> _lines;
    private readonly GpioController _controller;
    private readonly Channel<LineEdge> _edges = Channel.CreateBounded<LineEdge>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<Debouncer> _debouncers = [];
    private readonly TimeProvider _time;

    /// <exception cref="DeviceException">The lines cannot be had.</exception>
    public SystemDeviceGpioLines(IEnumerable<GpioLine> lines, TimeProvider time)
        : this(lines, time, DeviceCalls.Do<LibraryDriver>(Device, UnixDriver.Create))
    {
    }

    internal SystemDeviceGpioLines(IEnumerable<GpioLine> lines, TimeProvider time, LibraryDriver driver)
    {
        _time = time;
        _lines = lines.ToDictionary(l => l.Name, StringComparer.Ordinal);
        _controller = new GpioController(driver);
        try
        {
            DeviceCalls.Do(Device, () =>
            {
                foreach (var line in _lines.Values) Open(line);
            });
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Set(string line, bool active) => DeviceCalls.Do(Device, () => _controller.Write(Line(line).Offset, active != Line(line).ActiveLow));

    public bool Get(string line) => DeviceCalls.Do(Device, () => Level(Line(line)));

    public async Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _edges.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new DeviceException($"{Device}: the lines are gone: {e.InnerException?.Message ?? "closed"}", e);
        }
    }

    public void Dispose()
    {
        foreach (var debouncer in _debouncers) debouncer.Dispose();
        try
        {
            _controller.Dispose();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // A chip that was unplugged cannot be given back.
        }
        _edges.Writer.TryComplete();
    }

    private void Open(GpioLine line)
    {
        _controller.OpenPin(line.Offset, Mode(line));
        if (!line.IsInput)
        {
            _controller.Write(line.Offset, line.ActiveLow);
            return;
        }
        var debouncer = new Debouncer(line.Debounce, () => Level(line), (active, at) => _edges.Writer.TryWrite(new LineEdge(line.Name, active, at)), e => _edges.Writer.TryComplete(e), _time);
        _debouncers.Add(debouncer);
        // On a thread of the library, where nothing may throw or wait: the channel takes it or drops the oldest.
        _controller.RegisterCallbackForPinValueChangedEvent(line.Offset, PinEventTypes.Rising | PinEventTypes.Falling, (_, _) => debouncer.Moved());
    }

    private bool Level(GpioLine line) => (_controller.Read(line.Offset) == PinValue.High) != line.ActiveLow;

    private GpioLine Line(string name) => _lines.GetValueOrDefault(name) ?? throw new DeviceException($"{Device} has no line {name}; it has {string.Join(", ", _lines.Keys)}");

    private static PinMode Mode(GpioLine line) => (line.IsInput, line.Bias) switch
    {
        (false, _) => PinMode.Output,
        (_, true) => PinMode.InputPullUp,
        (_, false) => PinMode.InputPullDown,
        _ => PinMode.Input,
    };
}
