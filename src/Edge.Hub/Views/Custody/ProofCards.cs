using Edge.Contracts.Records;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Views.Custody;

/// <summary>
/// Which records of a board are of another card than the day's. A board whose card was replaced begins again at one, with another key: its numbers are no rivals
/// of the old ones. Where it is not sure nothing is left out.
/// </summary>
internal sealed class ProofCards
{
    // More beginnings than these are no boards whose cards were replaced.
    private const int MostBeginnings = 20;

    private readonly IReadOnlyList<KnownKey> _keys;
    private readonly HashSet<int> _others = [];
    private readonly Dictionary<Guid, bool> _known = [];

    private ProofCards(IReadOnlyList<KnownKey> keys) => _keys = keys;

    public static async Task<ProofCards> ReadAsync(IQueryable<ArchivedRecord> records, IReadOnlyList<KnownKey> keys, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var cards = new ProofCards(keys);
        var beginnings = await records.Where(r => r.PreviousDigest == Array.Empty<byte>()).Take(MostBeginnings + 1).Select(r => new Signed(r.Manifest, r.Signature)).ToListAsync(cancellationToken);
        if (beginnings.Count is < 2 or > MostBeginnings) return cards;
        var began = beginnings.Select(cards.KeyOf).ToHashSet();
        if (began.Count < 2) return cards;
        var own = (await records.Where(r => r.AcceptedAt >= from && r.AcceptedAt < to).GroupBy(r => r.ChainId).Select(g => g.Min(r => r.Key)).Take(ProofViews.MostChains)
            .Join(records, k => k, r => r.Key, (_, r) => new Signed(r.Manifest, r.Signature)).ToListAsync(cancellationToken)).Select(cards.KeyOf).ToHashSet();
        // Of two cards on one day each counts; so does a key that took another one's place on the same card.
        if (own.Count != 1 || !began.IsSupersetOf(own)) return cards;
        cards._others.UnionWith(began.Except(own).Where(k => k >= 0));
        return cards;
    }

    /// <summary>True where another card made it.</summary>
    public bool IsOther(ProofRecord record)
    {
        if (_others.Count == 0) return false;
        if (_known.TryGetValue(record.ChainId, out var other)) return other;
        return _known[record.ChainId] = _others.Contains(KeyOf(new Signed(record.Manifest, record.Signature)));
    }

    /// <summary>True where a record of that chain was seen that another card made.</summary>
    public bool IsOther(Guid chain) => _known.GetValueOrDefault(chain);

    /// <summary>What the day's card has said of how many it made, as far as is known.</summary>
    public ProofHead HeadOf(BoardContact? contact, IReadOnlyList<Chain> promised)
    {
        if (contact is null) return new ProofHead(0, 0, null);
        if (_others.Count == 0) return new ProofHead(contact.HeadSequence, contact.HeadSaid, contact.HeadHeardAt);
        var highest = promised.Select(c => c.LastSequence).DefaultIfEmpty().Max();
        return _known.TryGetValue(contact.Incarnation, out var other) && !other ? new ProofHead(highest, contact.HeadSaid, contact.HeadHeardAt) : new ProofHead(highest, 0, null);
    }

    private int KeyOf(Signed signed)
    {
        var manifest = RecordManifest.Read(signed.Manifest, signed.Signature);
        for (var i = 0; i < _keys.Count; i++) if (manifest.IsSignedBy(_keys[i].Key)) return i;
        return -1;
    }

    private sealed record Signed(byte[] Manifest, byte[] Signature);
}
