using System.Buffers.Binary;

namespace Edge.Agent.Devices.Input;

/// <summary>An event of the kernel's input layer (linux/input.h, struct input_event).</summary>
internal readonly record struct InputEvent(ushort Type, ushort Code, int Value, TimeSpan At)
{
    public const ushort Sync = 0;
    public const ushort Key = 1;

    /// <summary>Events were lost; what follows up to the next report means nothing.</summary>
    public const ushort SyncDropped = 3;

    /// <summary>Two machine words of time, then type, code and value.</summary>
    public static readonly int Bytes = 2 * IntPtr.Size + 8;

    /// <summary>True where a key goes down; held (2) and let go (0) it is not.</summary>
    public bool IsPress => Type == Key && Value == 1;

    public static InputEvent Read(ReadOnlySpan<byte> bytes)
    {
        var (seconds, microseconds) = IntPtr.Size == 8
            ? (BinaryPrimitives.ReadInt64LittleEndian(bytes), BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]))
            : (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
        var rest = bytes[(2 * IntPtr.Size)..];
        return new InputEvent(BinaryPrimitives.ReadUInt16LittleEndian(rest), BinaryPrimitives.ReadUInt16LittleEndian(rest[2..]), BinaryPrimitives.ReadInt32LittleEndian(rest[4..]),
            TimeSpan.FromSeconds(seconds) + TimeSpan.FromMicroseconds(microseconds));
    }
}
