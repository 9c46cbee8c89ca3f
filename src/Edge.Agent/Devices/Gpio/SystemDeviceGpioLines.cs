using Edge.Agent.Devices.Buses;
using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Threading.Channels;
using LibraryDriver = System.Device.Gpio.GpioDriver;

namespace Edge.Agent.Devices.Gpio;

/// <summary>
/// Lines through System.Device.Gpio. Its events carry no time, so an edge has the time at which it arrived here, by the kernel's monotonic
/// clock; its GpioButton debounces by the wall clock and is not used.
/// </summary>
internal sealed class SystemDeviceGpioLines : IGpioLines
{
    private const int Waiting = 256;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private const string Device = "gpio (System.Device.Gpio)";

    private readonly Dictionary<string, LineOptions> _lines;
    private readonly GpioController _controller;
    private readonly Channel<LineEdge> _edges = Channel.CreateBounded<LineEdge>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<Debouncer> _debouncers = [];
    private readonly TimeProvider _time;
    private readonly ITimer? _probe;

    /// <exception cref="DeviceException">The lines cannot be had.</exception>
    public SystemDeviceGpioLines(GpioOptions options, TimeProvider time)
        : this(options, time, LibraryCalls.Do(Device, () => Driver(options.Chip)))
    {
    }

    internal SystemDeviceGpioLines(GpioOptions options, TimeProvider time, LibraryDriver driver)
    {
        _time = time;
        _lines = options.Lines;
        _controller = new GpioController(driver);
        try
        {
            LibraryCalls.Do(Device, () =>
            {
                foreach (var (name, line) in _lines) Open(name, line);
            });
            _probe = time.CreateTimer(_ => Probe(), null, Between, Between);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Set(string line, bool active)
    {
        if (_lines.TryGetValue(line, out var set)) LibraryCalls.Do(Device, () => _controller.Write(set.Offset, active != set.ActiveLow));
    }

    public bool Get(string line) => _lines.TryGetValue(line, out var set) && LibraryCalls.Do(Device, () => Level(set));

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
        _probe?.Dispose();
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

    // The library does not tell that a chip has gone; a line that cannot be read does.
    private void Probe()
    {
        try
        {
            foreach (var line in _lines.Values.Take(1)) _controller.Read(line.Offset);
        }
        catch (Exception e)
        {
            _edges.Writer.TryComplete(e);
        }
    }

    private void Open(string name, LineOptions line)
    {
        _controller.OpenPin(line.Offset, Mode(line));
        if (line.Direction == LineDirection.Output)
        {
            _controller.Write(line.Offset, line.ActiveLow);
            return;
        }
        var debouncer = new Debouncer(line.Debounce, () => Level(line), (active, at) => _edges.Writer.TryWrite(new LineEdge(name, active, at)), e => _edges.Writer.TryComplete(e), _time);
        _debouncers.Add(debouncer);
        // On a thread of the library, where nothing may throw or wait: the channel takes it or drops the oldest.
        _controller.RegisterCallbackForPinValueChangedEvent(line.Offset, PinEventTypes.Rising | PinEventTypes.Falling, (_, _) => debouncer.Moved());
    }

    private bool Level(LineOptions line) => (_controller.Read(line.Offset) == PinValue.High) != line.ActiveLow;

    private static PinMode Mode(LineOptions line) => (line.Direction, line.Bias) switch
    {
        (LineDirection.Output, _) => PinMode.Output,
        (_, LineBias.PullUp) => PinMode.InputPullUp,
        (_, LineBias.PullDown) => PinMode.InputPullDown,
        _ => PinMode.Input,
    };

    // The library's own choice is for the first chip alone.
    internal static LibraryDriver Driver(string chip)
    {
        var number = BusPaths.Gpio(chip);
        return number == 0 ? UnixDriver.Create() : new LibGpiodDriver(number);
    }
}
