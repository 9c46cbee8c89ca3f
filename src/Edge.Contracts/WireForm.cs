namespace Edge.Contracts;

/// <summary>Walks over a message's fields without keeping any. Google.Protobuf 3.25 reserves what a length claims before it looks whether so much is there: a message of 129 bytes took 2 GB.</summary>
internal static class WireForm
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Bytes = 2;
    private const int Fixed32 = 5;

    /// <summary>True where every field ends inside the message. Inside a field the parser minds the field's end by itself.</summary>
    public static bool Fits(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (!TryNumber(ref bytes, out var tag)) return false;
            var length = 0UL;
            switch (tag & 7)
            {
                case Varint: if (!TryNumber(ref bytes, out _)) return false; break;
                case Fixed64: length = 8; break;
                case Fixed32: length = 4; break;
                case Bytes: if (!TryNumber(ref bytes, out length)) return false; break;
                default: return false; // groups: no message of ours has any
            }
            if (length > (ulong)bytes.Length) return false;
            bytes = bytes[(int)length..];
        }
        return true;
    }

    private static bool TryNumber(ref ReadOnlySpan<byte> bytes, out ulong number)
    {
        number = 0;
        for (var at = 0; at < bytes.Length && at < 10; at++)
        {
            number |= (ulong)(bytes[at] & 0x7f) << (7 * at);
            if (bytes[at] >= 0x80) continue;
            bytes = bytes[(at + 1)..];
            return true;
        }
        return false;
    }
}
