using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Chains;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.History;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Views.Custody;

/// <summary>Puts together what there is of a board's day.</summary>
internal sealed class ProofViews(IDbContextFactory<HubDb> databases, NodeRegistry nodes, BackupRegistry copies, IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>Numbers that are listed one by one.</summary>
    public const int MostNumbers = 5_000;

    private static readonly DateTimeOffset NeverSet = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Chains that are looked at for one day; of more than these nothing is said to be complete.</summary>
    public const int MostChains = 500;

    // Looked at on each side of the day until a record is found that is surely of another one.
    private const int MostOutside = 5_000;

    /// <summary>Null where no board has that name.</summary>
    public async Task<Proof?> ReadAsync(string node, DateOnly day, CancellationToken cancellationToken)
    {
        if (nodes.Nodes.GetValueOrDefault(node) is not { } known) return null;
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // One view of the archive, whatever comes meanwhile.
        await using var transaction = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, cancellationToken);
        var from = PastDays.Start(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber, options.Value.LocalOffset);
        var to = from.AddDays(1);
        var records = db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.Node == node);
        var range = await records.Where(r => r.AcceptedAt >= from && r.AcceptedAt < to).GroupBy(r => 1).Select(g => new { First = g.Min(r => r.Sequence), Last = g.Max(r => r.Sequence) }).FirstOrDefaultAsync(cancellationToken);
        // Of an empty day: the place in the numbers where its records would be.
        var (first, last) = range is null ? await PlaceAsync(records, from, cancellationToken) : (range.First, range.Last);
        var cards = await ProofCards.ReadAsync(records, known.Keys, from, to, cancellationToken);
        var draft = new ProofDraft(from, to, first, last, copies.SafeUpTo);
        await foreach (var row in Rows(records.Where(r => r.Sequence >= first && r.Sequence <= last).OrderBy(r => r.Sequence).ThenBy(r => r.Key)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!cards.IsOther(row)) draft.Add(row);
        }
        var (before, after) = (new ProofWalk(from, to, first, up: false), new ProofWalk(from, to, last, up: true));
        if (await WalkAsync(before, records.Where(r => r.Sequence < first).OrderByDescending(r => r.Sequence), cards, cancellationToken)) before.Pass(1);
        var ended = await WalkAsync(after, records.Where(r => r.Sequence > last).OrderBy(r => r.Sequence), cards, cancellationToken);
        var promised = await db.Set<Chain>().AsNoTracking().Where(c => c.Node == node && c.LastSequence >= before.At).OrderBy(c => c.FirstSequence).Take(MostChains + 1).ToListAsync(cancellationToken);
        promised.RemoveAll(c => cards.IsOther(c.ChainId));
        var head = cards.HeadOf(await db.Set<BoardContact>().AsNoTracking().SingleOrDefaultAsync(c => c.Node == node, cancellationToken), promised);
        if (ended) after.Pass(head.Highest);
        var damaged = await db.Set<DamagedReport>().Where(d => d.Node == node && d.Sequence >= first && d.Sequence <= last).Select(d => d.Sequence).Distinct().ToListAsync(cancellationToken);
        return draft.End((known.Name, known.Group), day, [.. damaged], before, after, head, promised, (time.GetUtcNow(), options.Value.ClockOff));
    }

    // Nothing between these two: the number after all that was accepted before the day, and the one before it. A clock that was never set tells nothing.
    private static async Task<(long First, long Last)> PlaceAsync(IQueryable<ArchivedRecord> records, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var before = await records.Where(r => r.AcceptedAt < from && r.AcceptedAt > NeverSet).MaxAsync(r => (long?)r.Sequence, cancellationToken) ?? 0;
        return (before + 1, before);
    }

    // True where there was no further record to look at.
    private static async Task<bool> WalkAsync(ProofWalk walk, IQueryable<ArchivedRecord> outwards, ProofCards cards, CancellationToken cancellationToken)
    {
        var seen = 0;
        await foreach (var row in Rows(outwards.Take(MostOutside)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            seen++;
            if (!cards.IsOther(row) && !walk.Take(row)) return false;
        }
        return seen < MostOutside;
    }

    private static IQueryable<ProofRecord> Rows(IQueryable<ArchivedRecord> records) => records.Select(r => new ProofRecord(r.Sequence, r.ChainId, r.RecordId, r.AcceptedAt, r.StoredAt, r.State == RecordState.Stored, r.SafeSince != null,
        r.StoredNumber, r.Path, (r.Flags & RecordFlags.Forked) != 0, r.PreviousDigest, r.ManifestDigest, r.Manifest, r.Signature));
}
