namespace Edge.Benchmarks.Measuring;

/// <summary>What one step wrote, many times. On the device others write too, so there it is the median that tells.</summary>
internal sealed class WrittenBytes(string folder)
{
    private readonly List<long> _device = [];
    private long _process;
    private int _steps;

    public double ByProcess => (double)_process / _steps;

    public double? ToDevice => _device.Count == 0 ? null : _device.Order().ElementAt(_device.Count / 2);

    public void Count(Action step)
    {
        var (process, device) = (DiskWrites.OfProcess(Environment.ProcessId), DiskWrites.OfDevice(folder));
        step();
        _process += DiskWrites.OfProcess(Environment.ProcessId) - process;
        if (device is { } before && DiskWrites.OfDevice(folder) is { } after) _device.Add(after - before);
        _steps++;
    }
}
