using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Boards;

namespace Edge.Hub.Ingest;

/// <summary>Finds the key of its board that signed something. Whichever did so last is tried first: nearly always it is the only one that has to be.</summary>
internal sealed class SignatureCheck(NodeRegistry nodes)
{
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, string> _last = new(StringComparer.Ordinal);

    /// <returns>Null where no known key of the manifest's node signed it.</returns>
    public KnownKey? SignerOf(RecordManifest manifest) => Find(manifest.Fields.Node, manifest.IsSignedBy);

    /// <returns>Null where no known key of this board signed it.</returns>
    /// <exception cref="MalformedException">It is no head.</exception>
    public VerifiedHead? Read(string node, SignedHead signed)
    {
        ChainHead? head = null;
        var key = Find(node, k => (head = ChainHeads.Read(signed, [k])) is not null);
        return key is null ? null : new VerifiedHead(head!, key);
    }

    private KnownKey? Find(string node, Func<Contracts.Signing.VerifyingKey, bool> signed)
    {
        var last = _last.GetValueOrDefault(node);
        // Then those in use, newest first, and old ones at the end.
        foreach (var key in nodes.KeysOf(node).Reverse().OrderBy(k => k.Key.Id == last ? 0 : k.Retired || k.Revoked ? 2 : 1))
        {
            if (!signed(key.Key)) continue;
            if (key.Key.Id != last) _last[node] = key.Key.Id;
            return key;
        }
        return null;
    }
}
