using System.Buffers.Binary;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Gpio;

/// <summary>Lines of the kernel's GPIO character device: held, debounced and timed by the kernel.</summary>
internal sealed class CharDeviceLines : IGpioLines
{
    private const string Consumer = "edge-agent";

    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly Dictionary<uint, string> _names = [];
    private readonly DeviceFile _lines;
    private readonly byte[] _events = new byte[16 * GpioAbi.EventBytes];
    private int _next, _end;

    private CharDeviceLines(DeviceFile lines, IReadOnlyList<KeyValuePair<string, LineOptions>> set)
    {
        _lines = lines;
        for (var i = 0; i < set.Count; i++)
        {
            _index[set[i].Key] = i;
            _names[(uint)set[i].Value.Offset] = set[i].Key;
        }
    }

    /// <exception cref="DeviceException">The chip is not there, or a line is in use.</exception>
    public static unsafe CharDeviceLines Open(GpioOptions options)
    {
        var set = options.Lines.ToList();
        var request = GpioAbi.Request([.. set.Select(l => l.Value)], Consumer);
        using var chip = GpioChip.Open(options.Chip);
        fixed (byte* bytes = request) chip.Control(GpioAbi.GetLines, bytes, $"does not give the lines {string.Join(", ", options.Lines.Values.Select(l => l.Offset))} (another program may hold one; gpioinfo tells)");
        var file = BinaryPrimitives.ReadInt32LittleEndian(request.AsSpan(GpioAbi.FileAt));
        return new CharDeviceLines(new DeviceFile($"the lines of {options.Chip}", DeviceCalls.Owned(file)), set);
    }

    public void Set(string line, bool active)
    {
        if (_index.TryGetValue(line, out var index)) Values(GpioAbi.SetValues, active ? 1UL << index : 0, 1UL << index, "cannot be set");
    }

    public bool Get(string line) => _index.TryGetValue(line, out var index) && (Values(GpioAbi.GetValues, 0, 1UL << index, "cannot be read") >> index & 1) == 1;

    public Task<LineEdge> NextEdgeAsync(CancellationToken cancellationToken)
    {
        if (_next >= _end) (_next, _end) = (0, _lines.Read(_events, Timeout.InfiniteTimeSpan, cancellationToken));
        var (offset, active, at) = GpioAbi.Event(_events.AsSpan(_next));
        _next += GpioAbi.EventBytes;
        return Task.FromResult(new LineEdge(_names[offset], active, at));
    }

    public void Dispose() => _lines.Dispose();

    // struct gpio_v2_line_values: bits, then which of them are meant.
    private unsafe ulong Values(uint request, ulong bits, ulong mask, string otherwise)
    {
        var values = stackalloc ulong[2] { bits, mask };
        _lines.Control(request, values, otherwise);
        return values[0];
    }
}
