using System.Buffers.Binary;

namespace Edge.Testing.Fuzz;

/// <summary>Changes well-formed bytes a little, with an eye for lengths: what is nearly right gets furthest into a decoder.</summary>
internal static class Mutation
{
    private const int MostBytes = 256 * 1024;

    private static readonly uint[] Numbers = [0, 1, 0x7f, 0x80, 0xff, 0x100, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff];
    private static readonly byte[][] Varints = [[0], [0x7f], [0xff, 0x7f], [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01]];

    public static byte[] Of(IReadOnlyList<byte[]> seeds, Random dice)
    {
        // The first is what the decoder understands; the others are mixed in.
        var bytes = seeds[dice.Next(3) == 0 ? dice.Next(seeds.Count) : 0];
        for (var times = dice.Next(1, 5); times > 0; times--) bytes = Once(bytes, seeds, dice);
        return bytes.Length <= MostBytes ? bytes : bytes[..MostBytes];
    }

    private static byte[] Once(byte[] bytes, IReadOnlyList<byte[]> seeds, Random dice)
    {
        if (bytes.Length == 0) return [(byte)dice.Next(256)];
        var at = dice.Next(bytes.Length);
        var end = at + dice.Next(Math.Min(bytes.Length - at, 64) + 1);
        switch (dice.Next(9))
        {
            case 0: return Changed(bytes, at, (byte)(bytes[at] ^ (1 << dice.Next(8))));
            case 1: return Changed(bytes, at, (byte)Numbers[dice.Next(5)]);
            case 2: return bytes[..at];
            case 3: return [.. bytes[..end], .. bytes[at..end], .. bytes[end..]];
            case 4: return [.. bytes[..at], .. bytes[end..]];
            case 5:
                var random = new byte[dice.Next(1, 17)];
                dice.NextBytes(random);
                return [.. bytes[..at], .. random, .. bytes[at..]];
            case 6:
                var other = seeds[dice.Next(seeds.Count)];
                return [.. bytes[..at], .. other.AsSpan(dice.Next(other.Length + 1))];
            case 7: return [.. bytes[..at], .. Varints[dice.Next(Varints.Length)], .. bytes[(at + 1)..]];
            default: return WithNumber(bytes, at, Numbers[dice.Next(Numbers.Length)], dice.Next(2) == 0);
        }
    }

    private static byte[] Changed(byte[] bytes, int at, byte value)
    {
        var copy = bytes.ToArray();
        copy[at] = value;
        return copy;
    }

    private static byte[] WithNumber(byte[] bytes, int at, uint value, bool bigEndian)
    {
        if (bytes.Length - at < 4) return Changed(bytes, at, (byte)value);
        var copy = bytes.ToArray();
        if (bigEndian) BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(at), value);
        else BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(at), value);
        return copy;
    }
}
