using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Takes the signed head of an offer: what the board has made, and so what is owed of each of its chains.</summary>
internal static class HeadIntake
{
    // A board that starts ten times a day fills this in three years, and then forgets promises that were kept; only one that lies is ever refused.
    private const int MostChains = 10_000;

    /// <param name="batch">What it is written with.</param>
    /// <param name="node">The board.</param>
    /// <param name="contact">What the board last said.</param>
    /// <param name="verified">The head, and whose key signed it.</param>
    /// <param name="live">It was made just now; one that was carried here by hand may be days old.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task TakeAsync(Batch batch, string node, BoardContact contact, VerifiedHead verified, bool live, CancellationToken cancellationToken)
    {
        var (head, key) = verified;
        if (!IsSound(node, head))
        {
            batch.Refuse(node, "bad-chain-head", "the chain head names another board, or numbers that cannot be");
            return;
        }
        // Whoever has a key that was revoked may promise records without end: they would be missed for ever.
        if (key.Revoked) return;
        batch.KeysSeen[node] = key.Key;
        if (live) (contact.HeadSaid, contact.HeadHeardAt) = ((long)head.LastSequence, batch.Now);
        contact.HeadSequence = Math.Max(contact.HeadSequence, (long)head.LastSequence);
        if (head.FirstSequence > 0) await PromiseAsync(batch, node, head, cancellationToken);
    }

    private static bool IsSound(string node, ChainHead head) =>
        head.Node == node && head.LastSequence <= Limits.Sequence && head.FirstSequence <= head.LastSequence && (head.FirstSequence == 0 || head.LastDigest.Length == 32);

    private static async Task PromiseAsync(Batch batch, string node, ChainHead head, CancellationToken cancellationToken)
    {
        var id = new Guid(head.ChainId.Span, bigEndian: true);
        var last = (long)head.LastSequence;
        var chain = await batch.Db.Set<Chain>().FindAsync([node, id], cancellationToken);
        if (chain is null)
        {
            if (!await MakeRoomAsync(batch, node, cancellationToken)) return;
            chain = new Chain { Node = node, ChainId = id, FirstSequence = (long)head.FirstSequence, LastDigest = [], FirstHeardAt = batch.Now };
            batch.Db.Add(chain);
        }
        if (last == chain.LastSequence && !head.LastDigest.Span.SequenceEqual(chain.LastDigest))
        {
            batch.Refuse(node, ForkWatch.Incident, ForkWatch.TwoHeads(id, last));
            return;
        }
        // A head that comes late, or from a copy that is behind, takes back nothing.
        if (last <= chain.LastSequence) return;
        (chain.LastSequence, chain.LastDigest, chain.HeadAt) = (last, head.LastDigest.ToByteArray(), batch.Now);
        await ForkWatch.CompareAsync(batch, chain, cancellationToken);
    }

    private static async Task<bool> MakeRoomAsync(Batch batch, string node, CancellationToken cancellationToken)
    {
        var chains = batch.Db.Set<Chain>().Where(c => c.Node == node);
        var added = batch.Db.ChangeTracker.Entries<Chain>().Count(c => c.State == EntityState.Added && c.Entity.Node == node);
        if (await chains.CountAsync(cancellationToken) + added < MostChains) return true;
        // The oldest whose last record is here: what the records themselves say of it is enough. Found first, then deleted by its key: in one command it would be looked for again at each row.
        var oldest = await chains.Where(c => batch.Db.Set<ArchivedRecord>().Any(r => r.Node == node && r.ChainId == c.ChainId && r.Sequence == c.LastSequence && r.State == Archive.RecordState.Stored))
            .OrderBy(c => c.HeadAt).Select(c => (Guid?)c.ChainId).FirstOrDefaultAsync(cancellationToken);
        var kept = oldest is null ? 0 : await chains.Where(c => c.ChainId == oldest).ExecuteDeleteAsync(cancellationToken);
        if (kept > 0) return true;
        batch.Refuse(node, "too-many-chains", $"the board has named more than {MostChains} chains whose records never came; only so many are listed");
        return false;
    }
}
