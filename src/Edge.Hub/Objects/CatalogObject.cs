using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>An immutable object that every board, or every board of a group, may pull.</summary>
/// <param name="Name">What boards know it as.</param>
/// <param name="Version">Rises with each that takes its place.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="VersionOn">The version a board has, as it says itself.</param>
internal sealed record CatalogObject(string Name, ulong Version, ReadOnlyMemory<byte> Bytes, Func<ToldVersions, ulong> VersionOn)
{
    /// <summary>Whether a board can believe it in this form, by what it says of itself.</summary>
    public Func<ToldVersions, bool> IsFor { get; init; } = _ => true;

    public ByteString Digest { get; } = ByteString.CopyFrom(SHA256.HashData(Bytes.Span));

    public ObjectOnOffer OnOffer => new() { Name = Name, Version = Version, Digest = Digest, Size = (ulong)Bytes.Length };
}
