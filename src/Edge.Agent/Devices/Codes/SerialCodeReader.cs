using Edge.Agent.Devices.Kernel;
using Edge.Agent.Devices.Serial;

namespace Edge.Agent.Devices.Codes;

/// <summary>A scanner on a serial line, or a USB one that looks like that: keeps Vietnamese letters whole.</summary>
internal sealed class SerialCodeReader(DeviceFile file) : ICodeReader
{
    private readonly SerialCodes _codes = new();
    private readonly byte[] _buffer = new byte[1024];
    private int _next, _end;

    /// <exception cref="DeviceException">It is not there.</exception>
    public static async Task<ICodeReader> OpenAsync(ScannerOptions options, TimeProvider time, CancellationToken cancellationToken) =>
        new SerialCodeReader(await SerialPort.OpenAsync(options.Device, options.Baud, FlowControl.None, time, cancellationToken));

    public Task<string> NextAsync(CancellationToken cancellationToken)
    {
        var begun = _next < _end;
        while (true)
        {
            while (_next < _end)
            {
                if (_codes.Take(_buffer[_next++]) is { } code) return Task.FromResult(code);
            }
            (_next, _end) = (0, file.Read(_buffer, begun ? KeyedCodes.Stale : Timeout.InfiniteTimeSpan, cancellationToken));
            begun = _end > 0;
            if (!begun) _codes.Forget();
        }
    }

    public void Dispose() => file.Dispose();
}
