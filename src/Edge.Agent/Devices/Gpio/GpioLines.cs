using System.Device.Gpio;
using System.Threading.Channels;
using LibraryDriver = System.Device.Gpio.GpioDriver;

namespace Edge.Agent.Devices.Gpio;

/// <summary>
/// Lines through System.Device.Gpio. Its events carry no time, so an edge has the time at which it arrived here, by the kernel's monotonic
/// clock; its GpioButton debounces by the wall clock and is not used.
/// </summary>
internal sealed class GpioLines : IGpioLines
{
    private const int Waiting = 256;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly GpioOptions _options;
    private readonly LibraryDriver _driver;
    private readonly GpioController _controller;
    private readonly LibraryCalls _chip;
    private readonly Channel<LineEdge> _edges = Channel.CreateBounded<LineEdge>(new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly List<(int Offset, PinChangeEventHandler Handler, Debouncer Debouncer)> _inputs = [];
    private readonly TimeProvider _time;
    private readonly ITimer? _probe;
    private bool _closed;

    /// <exception cref="DeviceException">The lines cannot be had.</exception>
    public GpioLines(GpioOptions options, TimeProvider time)
        : this(options, time, Libgpiod.Open(options.Chip))
    {
    }

    internal GpioLines(GpioOptions options, TimeProvider time, LibraryDriver driver)
    {
        (_options, _time, _driver) = (options, time, driver);
        _controller = new GpioController(driver);
        _chip = new LibraryCalls($"the chip {options.Chip}", "look at its plug");
        try
        {
            foreach (var (name, line) in options.Lines)
            {
                new LibraryCalls($"line {line.Offset} of {options.Chip} ({name})", "another program may hold it (gpioinfo tells)").Do(() => Open(name, line));
            }
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
        if (!_options.Lines.TryGetValue(line, out var set)) return;
        Use(() =>
        {
            _controller.Write(set.Offset, active != set.ActiveLow);
            // With the C library's version 1 a write that fails says nothing; a read does.
            return _controller.Read(set.Offset);
        });
    }

    public bool Get(string line) => _options.Lines.TryGetValue(line, out var set) && Level(set);

    public async Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _edges.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new DeviceException($"the lines of {_options.Chip} are gone: {e.InnerException?.Message ?? "closed"}", e);
        }
    }

    public void Dispose()
    {
        // From here on nobody is in the library; what it frees may not be read.
        lock (_gate)
        {
            if (_closed) return;
            _closed = true;
        }
        _probe?.Dispose();
        foreach (var (offset, handler, debouncer) in _inputs)
        {
            debouncer.Dispose();
            // Each by itself: of a chip that was unplugged the first would keep the library from the rest.
            LibraryCalls.GiveBack(() => _controller.UnregisterCallbackForPinValueChangedEvent(offset, handler));
        }
        LibraryCalls.GiveBack(_controller.Dispose);
        LibraryCalls.GiveBack(_driver.Dispose);
        PoolThreads(-_inputs.Count);
        _edges.Writer.TryComplete();
    }

    // The library does not tell that a chip has gone; a line that cannot be read does.
    private void Probe()
    {
        try
        {
            foreach (var line in _options.Lines.Values.Take(1)) Level(line);
        }
        catch (DeviceException e)
        {
            _edges.Writer.TryComplete(e);
        }
    }

    private void Open(string name, LineOptions line)
    {
        if (line.Direction == LineDirection.Output)
        {
            _controller.OpenPin(line.Offset, PinMode.Output, line.ActiveLow);
            return;
        }
        _controller.OpenPin(line.Offset, Mode(line.Bias));
        var debouncer = new Debouncer(line.Debounce, () => Level(line), (active, at) => _edges.Writer.TryWrite(new LineEdge(name, active, at)), e => _edges.Writer.TryComplete(e), _time);
        // On a thread of the library, where nothing may throw or wait: the channel takes it or drops the oldest.
        PinChangeEventHandler handler = (_, _) => debouncer.Moved();
        _inputs.Add((line.Offset, handler, debouncer));
        PoolThreads(+1);
        _controller.RegisterCallbackForPinValueChangedEvent(line.Offset, PinEventTypes.Rising | PinEventTypes.Falling, handler);
        // It may have moved before the library listened.
        debouncer.Moved();
    }

    private bool Level(LineOptions line) => (Use(() => _controller.Read(line.Offset)) == PinValue.High) != line.ActiveLow;

    private T Use<T>(Func<T> call)
    {
        lock (_gate)
        {
            if (_closed) throw new DeviceException($"the lines of {_options.Chip} were closed");
            return _chip.Do(call);
        }
    }

    private static PinMode Mode(LineBias bias) => bias switch
    {
        LineBias.PullUp => PinMode.InputPullUp,
        LineBias.PullDown => PinMode.InputPullDown,
        _ => PinMode.Input,
    };

    private static readonly Lock PoolGate = new();

    // With the C library's version 1 every input keeps a thread of the pool for good. The pool is slow to give more than its least number, so that is raised.
    private static void PoolThreads(int more)
    {
        lock (PoolGate)
        {
            ThreadPool.GetMinThreads(out var workers, out var completions);
            ThreadPool.SetMinThreads(workers + more, completions);
        }
    }
}
