using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Keys;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Trust;

/// <summary>Trust files as they are shown.</summary>
internal sealed class TrustViews(HubKeys keys, IDbContextFactory<HubDb> databases)
{
    /// <summary>The one in force, with what is known of who has it.</summary>
    public async Task<TrustView> InForceAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var boards = await db.Set<BoardContact>().GroupBy(c => c.TrustVersion).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var view = Of(keys.Trust.ToFile(), $"by the root {keys.Root.Id}", keys.HeldReceiptKeys);
        return view with { Boards = boards.OrderBy(b => b.Key).ToDictionary(b => b.Key, b => b.Count) };
    }

    /// <summary>Any trust file; <paramref name="held"/> are the receipt keys the hub could sign with, where that is known.</summary>
    public static TrustView Of(TrustFile file, string signature, IReadOnlyCollection<string>? held = null) => new(
        file.Version, DateTimeOffset.FromUnixTimeMilliseconds(file.IssuedAtMs), signature,
        [
            .. file.RegistryKeys.Select((k, i) => new TrustKeyView("registry", k.Id, i == 0 ? "new records are sealed to it" : "earlier records are sealed to it")),
            .. file.ReceiptKeys.Select(k => new TrustKeyView("receipt", k.Id, "believed" + (held is null ? "" : held.Contains(k.Id) ? ", its private key is here" : ", its private key is NOT here"))),
            .. file.RevokedReceiptKeys.Select(id => new TrustKeyView("receipt", id, "revoked")),
            .. (held ?? []).Where(id => file.ReceiptKeys.All(k => k.Id != id) && !file.RevokedReceiptKeys.Contains(id)).Select(id => new TrustKeyView("receipt", id, "here, but not named: made and not published, or retired")),
            .. file.ReleaseKeys.Select(k => new TrustKeyView("release", k.Id, "believed")),
        ],
        TrustWords.Fingerprints(file), new Dictionary<long, int>());
}

/// <summary>A trust file, for people and scripts.</summary>
/// <param name="Version">Rises with each.</param>
/// <param name="IssuedAt">When it was staged.</param>
/// <param name="Signature">Whose it is, in words.</param>
/// <param name="Keys">In the file's order: the first of a role is the one in use.</param>
/// <param name="Authorities">SHA-256 fingerprints of the certificate authorities.</param>
/// <param name="Boards">How many boards have which version; 0 is one that did not say. Of the file in force only.</param>
internal sealed record TrustView(ulong Version, DateTimeOffset IssuedAt, string Signature, IReadOnlyList<TrustKeyView> Keys,
    IReadOnlyList<string> Authorities, IReadOnlyDictionary<long, int> Boards);

/// <summary>A key as it is shown.</summary>
/// <param name="Role">registry, receipt, release.</param>
/// <param name="Id">Its id.</param>
/// <param name="State">What becomes of it now.</param>
internal sealed record TrustKeyView(string Role, string Id, string State);
