using System.Runtime.InteropServices;
using Edge.Agent.Devices.Input;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A keyboard: a pipe that carries what the kernel's input layer would, in struct input_event.</summary>
internal sealed unsafe partial class Keyboard : IDisposable
{
    public const ushort Enter = 28;
    private const ushort LeftShift = 42;
    private readonly DeviceFile _keys;
    private long _microseconds = 5_000_000;

    public Keyboard()
    {
        var ends = stackalloc int[2];
        Assert.Equal(0, Pipe(ends, 0x800 | 0x80000));
        Input = new InputFile(new DeviceFile("the keyboard", DeviceCalls.Owned(ends[0])));
        _keys = new DeviceFile("the keys", DeviceCalls.Owned(ends[1]));
    }

    public InputFile Input { get; }

    /// <summary>Types a US keyboard's letters.</summary>
    public void Type(string text)
    {
        foreach (var letter in text)
        {
            var (key, shift) = Of(letter);
            if (shift) Send(1, LeftShift, 1);
            Press(key);
            if (shift) Send(1, LeftShift, 0);
        }
    }

    /// <summary>A key down and up again.</summary>
    public void Press(ushort key, int repeats = 0)
    {
        Send(1, key, 1);
        for (var i = 0; i < repeats; i++) Send(1, key, 2);
        Send(1, key, 0);
    }

    public void Send(ushort type, ushort code, int value)
    {
        _microseconds += 1000;
        var bytes = new byte[2 * sizeof(nint) + 8];
        var time = MemoryMarshal.Cast<byte, nint>(bytes.AsSpan());
        (time[0], time[1]) = ((nint)(_microseconds / 1_000_000), (nint)(_microseconds % 1_000_000));
        BitConverter.TryWriteBytes(bytes.AsSpan(2 * sizeof(nint)), type);
        BitConverter.TryWriteBytes(bytes.AsSpan(2 * sizeof(nint) + 2), code);
        BitConverter.TryWriteBytes(bytes.AsSpan(2 * sizeof(nint) + 4), value);
        _keys.Write(bytes, TimeSpan.FromSeconds(5), CancellationToken.None);
    }

    public void Pause(TimeSpan length) => _microseconds += (long)length.TotalMicroseconds;

    public void Dispose() => _keys.Dispose();

    // The rows of a US keyboard, by the key number of their first key.
    private static (ushort Key, bool Shift) Of(char letter)
    {
        foreach (var (first, plain, shifted) in (ReadOnlySpan<(ushort, string, string)>)[(2, "1234567890-=", "!@#$%^&*()_+"), (16, "qwertyuiop[]", "QWERTYUIOP{}"),
            (30, "asdfghjkl;'`", "ASDFGHJKL:\"~"), (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"), (57, " ", " ")])
        {
            if (plain.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var at) return ((ushort)(first + at), false);
            if (shifted.IndexOf(letter, StringComparison.Ordinal) is >= 0 and var above) return ((ushort)(first + above), true);
        }
        throw new ArgumentOutOfRangeException(nameof(letter));
    }

    [LibraryImport("libc", EntryPoint = "pipe2", SetLastError = true)]
    private static partial int Pipe(int* ends, int flags);
}
