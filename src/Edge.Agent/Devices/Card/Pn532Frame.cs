namespace Edge.Agent.Devices.Card;

/// <summary>Frames of an NXP PN532 (user manual UM0701-02, 6.2.1). No I/O.</summary>
internal static class Pn532Frame
{
    public const byte FromChip = 0xD5;

    /// <summary>The longest data of a frame: TFI, command and 263 bytes (UM0701-02, 6.2.1.2).</summary>
    public const int MostBytes = 265;

    private const int MostNormal = 255;

    /// <summary>Sent over a serial line before the first command after power-on: the chip wakes by the edges and needs the time of the zeros (UM0701-02, 7.2.11).</summary>
    public static byte[] WakeUp { get; } = [0x55, 0x55, .. new byte[14]];

    public static byte[] Ack { get; } = [0x00, 0x00, 0xFF, 0x00, 0xFF, 0x00];

    /// <summary>A frame with this data; a long one in the extended form.</summary>
    public static byte[] Of(ReadOnlySpan<byte> data)
    {
        var length = data.Length;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostBytes, nameof(data));
        byte[] head = length <= MostNormal
            ? [0x00, 0x00, 0xFF, (byte)length, (byte)-length]
            : [0x00, 0x00, 0xFF, 0xFF, 0xFF, (byte)(length >> 8), (byte)length, (byte)-((length >> 8) + (length & 0xFF))];
        return [.. head, .. data, (byte)-Sum(data), 0x00];
    }

    /// <summary>True where all bytes together with their check byte make zero.</summary>
    public static bool Adds(ReadOnlySpan<byte> bytes, byte check) => (byte)(Sum(bytes) + check) == 0;

    private static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var one in bytes) sum += one;
        return sum;
    }
}
