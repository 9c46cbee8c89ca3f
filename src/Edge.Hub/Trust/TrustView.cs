namespace Edge.Hub.Trust;

/// <summary>A trust file, for people and scripts.</summary>
/// <param name="Version">Rises with each.</param>
/// <param name="IssuedAt">When it was staged.</param>
/// <param name="Signature">Whose it is, in words.</param>
/// <param name="Keys">In the file's order: the first of a role is the one in use.</param>
/// <param name="Authorities">SHA-256 fingerprints of the certificate authorities.</param>
/// <param name="Boards">How many boards have which version; 0 is one that did not say. Of the file in force only.</param>
internal sealed record TrustView(ulong Version, DateTimeOffset IssuedAt, string Signature, IReadOnlyList<TrustKeyView> Keys,
    IReadOnlyList<string> Authorities, IReadOnlyDictionary<long, int> Boards);
