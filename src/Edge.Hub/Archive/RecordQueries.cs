using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>What people ask about records.</summary>
internal sealed class RecordQueries(IDbContextFactory<HubDb> database)
{
    /// <summary>Records in the order they came, as a stream: there may be hundreds of thousands.</summary>
    public async IAsyncEnumerable<RecordSummary> ListAsync(string? node, bool flagged, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = db.Set<ArchivedRecord>().AsNoTracking().Where(r => node == null || r.Node == node).Where(r => !flagged || r.Flags != RecordFlags.None).OrderBy(r => r.Key)
            .Select(r => new { r.RecordId, r.Node, r.ChainId, r.Sequence, r.Kind, r.Outcome, r.Officer, r.Priority, r.SealedSize, r.AcceptedAt, r.StoredAt, r.Path, r.State, r.Flags });
        await foreach (var r in rows.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            yield return new RecordSummary(r.RecordId, r.Node, r.ChainId, r.Sequence, r.Kind, r.Outcome, r.Officer, r.Priority, r.SealedSize,
                r.AcceptedAt, r.StoredAt, r.Path, Word(r.State), r.Flags.ToString());
        }
    }

    /// <summary>Most records of a page.</summary>
    public const int MostInPage = 500;

    /// <summary>A page of records in the order they came.</summary>
    /// <param name="node">Null, or of one board.</param>
    /// <param name="kind">Null, or of one kind.</param>
    /// <param name="since">Null, or first heard of at that time or later, by the hub's clock.</param>
    /// <param name="after">0, or <see cref="RecordPage.Next"/> of the page before.</param>
    /// <param name="limit">How many; at most <see cref="MostInPage"/>.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RecordPage> PageAsync(string? node, string? kind, DateTimeOffset? since, long after, int limit, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var query = db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.Key > after);
        if (node is not null) query = query.Where(r => r.Node == node);
        if (kind is not null) query = query.Where(r => r.Kind == kind);
        if (since is { } time) query = query.Where(r => r.FirstSeenAt >= time);
        var rows = await query.OrderBy(r => r.Key).Take(Math.Clamp(limit, 1, MostInPage))
            .Select(r => new { r.Key, r.RecordId, r.Node, r.ChainId, r.Sequence, r.Kind, r.Outcome, r.Officer, r.Priority, r.SealedSize, r.AcceptedAt, r.StoredAt, r.Path, r.State, r.Flags }).ToListAsync(cancellationToken);
        return new RecordPage([.. rows.Select(r => new RecordSummary(r.RecordId, r.Node, r.ChainId, r.Sequence, r.Kind, r.Outcome, r.Officer, r.Priority, r.SealedSize, r.AcceptedAt, r.StoredAt, r.Path, Word(r.State), r.Flags.ToString()))],
            rows.Count < limit ? null : rows[^1].Key);
    }

    /// <summary>Everything known of one record id: usually one row, more where the same id came with other content.</summary>
    public async Task<IReadOnlyList<RecordDetail>> ShowAsync(Guid recordId, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.RecordId == recordId).ToListAsync(cancellationToken);
        var details = new List<RecordDetail>();
        foreach (var r in rows)
        {
            var received = await db.Set<ArchivedChunk>().Where(c => c.RecordKey == r.Key).SumAsync(c => (long)c.Length, cancellationToken);
            var predecessor = r.PreviousDigest.Length == 0 ? "none: the board's first record"
                : await db.Set<ArchivedRecord>().AnyAsync(p => p.Node == r.Node && p.Sequence < r.Sequence && p.ManifestDigest == r.PreviousDigest, cancellationToken) ? "known" : "not here yet";
            details.Add(new RecordDetail(r.RecordId, r.Node, r.ChainId, r.Sequence, r.Kind, r.Outcome, r.Officer, r.Priority, r.SealedSize, received,
                r.AcceptedAt, r.StoredAt, r.Path, r.Carrier, Word(r.State), r.Flags.ToString(),
                predecessor, Convert.ToHexStringLower(r.ManifestDigest), r.RecipientKeyId, r.PayloadDeletedAt, r.SafeSince));
        }
        return details;
    }

    private static string Word(RecordState state) => state == RecordState.Stored ? "stored" : "receiving";
}

/// <summary>A record as `record show` shows it.</summary>
internal sealed record RecordDetail(Guid RecordId, string Node, Guid ChainId, long Sequence, string Kind, string Outcome, string Officer, int Priority,
    long SizeBytes, long ReceivedBytes, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Path, string Carrier, string State,
    string Flags, string Predecessor, string Digest, string RecipientKeyId, DateTimeOffset? PayloadDeletedAt, DateTimeOffset? SafeSince);

/// <summary>A page of records.</summary>
/// <param name="Next">Null where there are no more so far.</param>
internal sealed record RecordPage(IReadOnlyList<RecordSummary> Records, long? Next);

/// <summary>A record as `record list --json` shows it.</summary>
internal sealed record RecordSummary(Guid RecordId, string Node, Guid ChainId, long Sequence, string Kind, string Outcome, string Officer, int Priority,
    long SizeBytes, DateTimeOffset AcceptedAt, DateTimeOffset? StoredAt, string Path, string State, string Flags);
