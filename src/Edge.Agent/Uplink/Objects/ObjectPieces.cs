using System.Security.Cryptography;
using Edge.Contracts.Uplink;

namespace Edge.Agent.Uplink.Objects;

/// <summary>Where the pieces of one object gather until it is whole. Whatever fails with <see cref="IOException"/> is tried again after a while.</summary>
internal interface IObjectPieces
{
    /// <summary>Which bytes are here.</summary>
    RangeSet Arrived { get; }

    /// <summary>Keeps a piece.</summary>
    void Write(long first, ReadOnlySpan<byte> piece);

    /// <summary>Every byte is here: hands the object to whom it is for.</summary>
    /// <returns>False where the bytes are not those of that SHA-256: what is wrong of them is thrown away, and comes again.</returns>
    /// <exception cref="Edge.Contracts.MalformedException">It is what was offered, and is refused for good.</exception>
    bool TryTake(ReadOnlySpan<byte> digest);
}

/// <summary>A small object, in memory.</summary>
/// <param name="take">Takes the whole. Throws <see cref="Edge.Contracts.MalformedException"/> where it is refused for good, <see cref="IOException"/> where it may be tried again.</param>
internal sealed class MemoryPieces(int size, Action<ReadOnlyMemory<byte>> take) : IObjectPieces
{
    private readonly byte[] _bytes = new byte[size];

    public RangeSet Arrived { get; } = [];

    public void Write(long first, ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(_bytes.AsSpan((int)first));
        Arrived.Add(first, first + piece.Length);
    }

    public bool TryTake(ReadOnlySpan<byte> digest)
    {
        // Where it does not match some piece was wrong, nobody knows which. Where it cannot be written down it is pulled again as well.
        Arrived.Clear();
        if (!SHA256.HashData(_bytes).AsSpan().SequenceEqual(digest)) return false;
        take(_bytes);
        return true;
    }
}
