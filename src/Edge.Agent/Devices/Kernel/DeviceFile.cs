using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Agent.Devices.Kernel;

/// <summary>An open device file. Reading and writing wait for no longer than they are told to, and break off when cancelled or when the file is closed.</summary>
internal sealed unsafe class DeviceFile : IDisposable
{
    private const int NonBlockingCloseOnExec = 0x800 | 0x80000;

    private readonly string _name;
    private readonly SafeFileHandle _file;
    private readonly SafeFileHandle _wake;
    private volatile bool _closed;

    /// <summary>Takes over an open file that does not block.</summary>
    public DeviceFile(string name, SafeFileHandle file)
    {
        (_name, _file) = (name, file);
        _wake = DeviceCalls.Owned(DeviceCalls.EventFile(0, NonBlockingCloseOnExec));
        if (_wake.IsInvalid) throw Failed("cannot be waited for");
    }

    /// <exception cref="DeviceException">It is not there, or may not be opened.</exception>
    public static DeviceFile Open(string path, int access)
    {
        var file = DeviceCalls.Open(path, access | DeviceCalls.Flags, 0);
        if (file < 0) throw new DeviceException($"{path} cannot be opened: {Marshal.GetLastPInvokeErrorMessage()}; look at its plug, its name in the settings, and the agent's groups");
        return new DeviceFile(path, DeviceCalls.Owned(file));
    }

    /// <summary>Reads what is there, waiting for the first byte; 0 where none came within the limit.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public int Read(Span<byte> buffer, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (Wait(DeviceCalls.PollIn, Left(limit, began), cancellationToken))
        {
            using var held = new Held(_file);
            fixed (byte* bytes = buffer)
            {
                var count = DeviceCalls.Read(held.File, bytes, buffer.Length);
                if (count > 0) return (int)count;
                if (count == 0) throw new DeviceException($"{_name} has ended: it was unplugged");
                if (!IsPassing()) throw Failed("cannot be read");
            }
        }
        return 0;
    }

    /// <summary>The next byte; null where none came within the limit.</summary>
    /// <exception cref="DeviceException">It is gone.</exception>
    public byte? ReadByte(TimeSpan limit, CancellationToken cancellationToken)
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one, limit, cancellationToken) == 0 ? null : one[0];
    }

    /// <summary>Reads until the buffer is full.</summary>
    /// <exception cref="DeviceException">It is gone, or less came within the limit.</exception>
    public void ReadAll(Span<byte> buffer, TimeSpan limit, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        for (var done = 0; done < buffer.Length;)
        {
            var count = Read(buffer[done..], Left(limit, began), cancellationToken);
            if (count == 0) throw new DeviceException($"{_name} answered with {done} bytes of {buffer.Length} within {limit.TotalSeconds:0.##} s; look at its power, wiring and speed");
            done += count;
        }
    }

    /// <summary>Writes everything.</summary>
    /// <param name="stall">Without one byte taken for so long it is given up.</param>
    /// <exception cref="DeviceException">It is gone, or takes nothing more; some of it may have been taken.</exception>
    public void Write(ReadOnlySpan<byte> data, TimeSpan stall, CancellationToken cancellationToken)
    {
        var total = data.Length;
        for (var began = Stopwatch.GetTimestamp(); data.Length > 0;)
        {
            if (!Wait(DeviceCalls.PollOut, Left(stall, began), cancellationToken)) throw new DeviceException($"{_name} took {total - data.Length} bytes of {total} and then none for {stall.TotalSeconds:0.#} s");
            using var held = new Held(_file);
            fixed (byte* bytes = data)
            {
                var count = DeviceCalls.Write(held.File, bytes, data.Length);
                if (count < 0 && !IsPassing()) throw Failed("cannot be written");
                if (count <= 0) continue;
                data = data[(int)count..];
                began = Stopwatch.GetTimestamp();
            }
        }
    }

    /// <summary>Waits until all that was written has gone out.</summary>
    /// <exception cref="DeviceException">It stalls.</exception>
    public void AwaitWritable(TimeSpan stall, CancellationToken cancellationToken)
    {
        if (!Wait(DeviceCalls.PollOut, stall, cancellationToken)) throw new DeviceException($"{_name} has not taken its last bytes for {stall.TotalSeconds:0.#} s");
    }

    /// <summary>Throws away what was received and not read.</summary>
    public void DropReceived(CancellationToken cancellationToken)
    {
        Span<byte> lost = stackalloc byte[256];
        while (Read(lost, TimeSpan.Zero, cancellationToken) > 0)
        {
        }
    }

    /// <summary>A device's own request; its result.</summary>
    /// <exception cref="DeviceException">The device refuses it, or is gone.</exception>
    public int Control(uint request, void* argument, string what)
    {
        using var held = new Held(_file);
        int result;
        do result = DeviceCalls.IoControl(held.File, request, argument);
        while (result < 0 && Marshal.GetLastPInvokeError() == DeviceCalls.Interrupted);
        return result >= 0 ? result : throw Failed(what);
    }

    public void Dispose()
    {
        _closed = true;
        Wake();
        _file.Dispose();
        _wake.Dispose();
    }

    // True when it is ready; errors and hang-ups are ready too: reading tells which.
    private bool Wait(short wanted, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waking = cancellationToken.UnsafeRegister(static file => ((DeviceFile)file!).Wake(), this);
        var files = stackalloc DeviceCalls.PollFile[2];
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_closed) throw new DeviceException($"{_name} was closed");
            using var held = new Held(_file);
            using var wake = new Held(_wake);
            files[0] = new DeviceCalls.PollFile { File = held.File, Wanted = wanted };
            files[1] = new DeviceCalls.PollFile { File = wake.File, Wanted = DeviceCalls.PollIn };
            var left = Left(limit, began);
            var found = DeviceCalls.Poll(files, 2, left == Timeout.InfiniteTimeSpan ? -1 : (int)Math.Ceiling(left.TotalMilliseconds));
            if (found < 0 && !IsPassing()) throw Failed("cannot be waited for");
            if (found <= 0 && left == TimeSpan.Zero) return false;
            if (files[1].Found != 0)
            {
                long count;
                _ = DeviceCalls.Read(wake.File, (byte*)&count, sizeof(long));
            }
            else if (found > 0 && files[0].Found != 0)
            {
                return true;
            }
        }
    }

    private void Wake()
    {
        try
        {
            using var held = new Held(_wake);
            long one = 1;
            _ = DeviceCalls.Write(held.File, (byte*)&one, sizeof(long));
        }
        catch (DeviceException)
        {
            // Closed in the same moment: nobody waits any more.
        }
    }

    private static TimeSpan Left(TimeSpan limit, long began)
    {
        if (limit == Timeout.InfiniteTimeSpan) return limit;
        var left = limit - Stopwatch.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private static bool IsPassing() => Marshal.GetLastPInvokeError() is DeviceCalls.Again or DeviceCalls.Interrupted;

    private DeviceException Failed(string what) => new($"{_name} {what}: {Marshal.GetLastPInvokeErrorMessage()}");

    /// <summary>Keeps a file from being closed while a call uses its number.</summary>
    private readonly ref struct Held
    {
        private readonly SafeFileHandle _handle;
        private readonly bool _added;

        public Held(SafeFileHandle handle)
        {
            _handle = handle;
            try
            {
                handle.DangerousAddRef(ref _added);
            }
            catch (ObjectDisposedException e)
            {
                throw new DeviceException("the device was closed", e);
            }
        }

        public int File => (int)_handle.DangerousGetHandle();

        public void Dispose()
        {
            if (_added) _handle.DangerousRelease();
        }
    }
}
