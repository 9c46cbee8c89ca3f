using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Devices.Input;

/// <summary>The events of one input device, which nobody else hears while it is open here.</summary>
internal sealed class InputFile(DeviceFile file) : IDisposable
{
    // ioctl EVIOCGRAB of linux/input.h: _IOW('E', 0x90, int).
    private const nuint Grab = 0x40044590;

    private readonly byte[] _buffer = new byte[64 * InputEvent.Bytes];
    private int _next, _end;

    /// <summary>Opens it and keeps its keys from every console.</summary>
    /// <exception cref="DeviceException">It is not there, or another program has it.</exception>
    public static unsafe InputFile Open(string path)
    {
        var file = DeviceFile.Open(path, DeviceCalls.ReadOnly);
        try
        {
            file.Control(Grab, (void*)1, "is held by another program");
            return new InputFile(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <exception cref="DeviceException">It was unplugged.</exception>
    public InputEvent Next(CancellationToken cancellationToken)
    {
        // The kernel gives whole events; a pipe in a test may not.
        while (_end - _next < InputEvent.Bytes)
        {
            _buffer.AsSpan(_next, _end - _next).CopyTo(_buffer);
            (_next, _end) = (0, _end - _next);
            _end += file.Read(_buffer.AsSpan(_end), Timeout.InfiniteTimeSpan, cancellationToken);
        }
        var read = InputEvent.Read(_buffer.AsSpan(_next));
        _next += InputEvent.Bytes;
        return read;
    }

    public void Dispose() => file.Dispose();
}
