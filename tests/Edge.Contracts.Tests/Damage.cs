using FsCheck;
using FsCheck.Fluent;

namespace Edge.Contracts.Tests;

/// <summary>One way to change bytes; applied to anything it gives something else.</summary>
internal sealed record Damage(DamageKind Kind, int At, byte Value)
{
    public static Gen<Damage> Any { get; } =
        from kind in Gen.Elements(Enum.GetValues<DamageKind>())
        from at in Gen.Choose(0, int.MaxValue)
        from value in Gen.Choose(1, 255)
        select new Damage(kind, at, (byte)value);

    /// <summary>Every bit flipped, every shorter length, and a few bytes more at the end.</summary>
    public static IEnumerable<byte[]> Every(byte[] bytes)
    {
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var copy = bytes.ToArray();
            copy[bit / 8] ^= (byte)(1 << (bit % 8));
            yield return copy;
        }
        for (var length = 0; length < bytes.Length; length++) yield return bytes[..length];
        foreach (var more in new byte[][] { [0], [0xff], [.. new byte[16]], [.. bytes] }) yield return [.. bytes, .. more];
    }

    public byte[] To(byte[] bytes)
    {
        if (bytes.Length == 0) return [Value];
        var at = At % bytes.Length;
        return Kind switch
        {
            DamageKind.Change => [.. bytes[..at], (byte)(bytes[at] ^ Value), .. bytes[(at + 1)..]],
            DamageKind.Truncate => bytes[..at],
            DamageKind.Append => [.. bytes, .. Enumerable.Repeat(Value, 1 + at)],
            DamageKind.Insert => [.. bytes[..at], Value, .. bytes[at..]],
            DamageKind.Delete => [.. bytes[..at], .. bytes[(at + 1)..]],
            _ => throw new InvalidOperationException($"no damage {Kind}"),
        };
    }
}
