using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Keys;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Answers a page of what a board keeps: which of it is safe away from this machine, and which this archive has not and wants again.</summary>
internal sealed class KeptIntake(HubKeys keys, BackupRegistry copies)
{
    // What is asked back is on record; a board that makes up numbers fills no database.
    private const int MostAsked = 4096;

    // Of one page: what a hub lost lies together, and what is in splinters is asked for all the same.
    private const int MostAskedOfPage = 256;

    // Numbers of a page that lie about so close are looked up by their first and last.
    private const long Close = 4 * Limits.KeptPage;

    public async Task TakeAsync(Batch batch, BoardSession session, Reply reply, Offer offer, CancellationToken cancellationToken)
    {
        Check(offer);
        var epoch = (long)batch.ArchiveEpoch;
        var asked = await batch.Db.Set<AskedBack>().CountAsync(a => a.Node == session.Node && a.Epoch == epoch, cancellationToken);
        foreach (var told in offer.Kept)
        {
            var chain = new Guid(told.ChainId.Span, bigEndian: true);
            var (missing, safe) = await CompareAsync(batch.Db, copies.SafeUpTo, session.Node, chain, told.Ranges, cancellationToken);
            if (safe.Count > 0) reply.Safe.Add(Sign(batch, session, told.ChainId, safe));
            if (missing.Count > 0) asked += await AskAsync(batch, session.Node, chain, missing, reply, asked, cancellationToken);
        }
        await batch.Db.SaveChangesAsync(cancellationToken);
    }

    private static void Check(Offer offer)
    {
        if (offer.Kept.Count > Limits.KeptChains) throw new MalformedException($"offer tells {offer.Kept.Count} kept chains; at most {Limits.KeptChains}");
        foreach (var told in offer.Kept) SequenceRanges.Check(told.ChainId, told.Ranges, Limits.KeptPage, "kept range");
        var count = SequenceRanges.Count(offer.Kept.SelectMany(k => k.Ranges));
        if (count > Limits.KeptPage) throw new MalformedException($"offer tells {count} kept records; at most {Limits.KeptPage}");
    }

    private static async Task<(List<ulong> Missing, List<ulong> Safe)> CompareAsync(HubDb db, long safeUpTo, string node, Guid chain, IEnumerable<SequenceRange> ranges, CancellationToken cancellationToken)
    {
        var numbers = ranges.SelectMany(r => Enumerable.Range(0, (int)(r.Last - r.First + 1)).Select(i => (long)r.First + i)).ToList();
        if (numbers.Count == 0) return ([], []);
        var (first, last) = (numbers.Min(), numbers.Max());
        var records = db.Set<ArchivedRecord>().Where(r => r.Node == node && r.ChainId == chain);
        records = last - first < Close ? records.Where(r => r.Sequence >= first && r.Sequence <= last) : records.Where(r => numbers.Contains(r.Sequence));
        var rows = await records.Select(r => new { r.Sequence, Stored = r.State == Archive.RecordState.Stored, Safe = r.SafeSince != null || r.StoredNumber <= safeUpTo }).ToListAsync(cancellationToken);
        var known = rows.ToLookup(r => r.Sequence);
        var (missing, safe) = (new List<ulong>(), new List<ulong>());
        foreach (var number in numbers)
        {
            // Two records of one number: only where both are there and safe may the board delete what it calls by it.
            if (!known[number].Any() || known[number].Any(r => !r.Stored)) missing.Add((ulong)number);
            else if (known[number].All(r => r.Safe)) safe.Add((ulong)number);
        }
        return (missing, safe);
    }

    private SignedReceipt Sign(Batch batch, BoardSession session, ByteString chain, List<ulong> safe) => SafeReceipts.Sign(new SafeReceipt
    {
        Node = session.Node,
        ChainId = chain,
        Ranges = { SequenceRanges.Of(safe) },
        ConfirmedAtMs = batch.Now.ToUnixTimeMilliseconds(),
        ArchiveEpoch = batch.ArchiveEpoch,
        ConfirmedBackup = copies.Confirmed,
    }, keys.Receipts.For(session.Told.Trust));

    // Returns how many rows it put on record.
    private static async Task<int> AskAsync(Batch batch, string node, Guid chain, List<ulong> missing, Reply reply, int asked, CancellationToken cancellationToken)
    {
        var ranges = SequenceRanges.Of(missing).ToList();
        reply.Missing.Add(new KeptRange { ChainId = WireId.Of(chain), Ranges = { ranges } });
        var (first, last, epoch) = ((long)missing[0], (long)missing[^1], (long)batch.ArchiveEpoch);
        var before = new List<(long First, long Last)>();
        await foreach (var row in batch.Db.Set<AskedBack>().AsNoTracking().Where(a => a.Node == node && a.ChainId == chain && a.Epoch == epoch && a.First <= last && a.Last >= first)
            .OrderBy(a => a.First).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (before.Count > 0 && row.First <= before[^1].Last + 1) before[^1] = (before[^1].First, Math.Max(before[^1].Last, row.Last));
            else before.Add((row.First, row.Last));
        }
        var news = ranges.Where(r => !IsIn(before, (long)r.First, (long)r.Last)).Take(Math.Min(MostAskedOfPage, MostAsked - asked)).ToList();
        foreach (var range in news)
        {
            batch.Db.Add(new AskedBack { Node = node, ChainId = chain, First = (long)range.First, Last = (long)range.Last, Epoch = epoch, AskedAt = batch.Now });
        }
        var count = SequenceRanges.Count(news);
        if (count > 0)
        {
            batch.Refuse(node, "asked-back", $"this archive has not {Counted.Of((long)count, "record")} that the board has receipts for, and asks again");
            await batch.Db.SaveChangesAsync(cancellationToken);
        }
        return news.Count;
    }

    private static bool IsIn(List<(long First, long Last)> ranges, long first, long last)
    {
        var after = ~ranges.BinarySearch((first, long.MaxValue));
        return after > 0 && ranges[after - 1].Last >= last;
    }
}
