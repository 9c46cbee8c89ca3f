using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Objects;

/// <summary>The versions a board has, as it says itself.</summary>
internal sealed record ToldVersions(ulong Trust);

/// <summary>An immutable object boards may pull.</summary>
/// <param name="Name">What boards know it as.</param>
/// <param name="Version">Rises with each that takes its place.</param>
/// <param name="Bytes">All of it.</param>
/// <param name="VersionOn">The version a board has, as it says itself.</param>
internal sealed record CatalogObject(string Name, ulong Version, ReadOnlyMemory<byte> Bytes, Func<ToldVersions, ulong> VersionOn)
{
    public ByteString Digest { get; } = ByteString.CopyFrom(SHA256.HashData(Bytes.Span));

    public ObjectOnOffer OnOffer => new() { Name = Name, Version = Version, Digest = Digest, Size = (ulong)Bytes.Length };
}
