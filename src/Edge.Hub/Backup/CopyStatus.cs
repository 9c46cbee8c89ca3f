using System.Text.Json.Serialization;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Backup;

/// <summary>What the status says of copies: how much would be lost with this machine.</summary>
internal sealed class CopyStatus(IDbContextFactory<HubDb> databases, BackupRegistry book) : IStatusPart
{
    public string Name => "copies";

    public async Task<object> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var copies = db.Set<Copy>().AsNoTracking();
        var newest = await copies.OrderByDescending(c => c.Number).FirstOrDefaultAsync(c => c.FinishedAt != null, cancellationToken);
        var confirmed = await copies.OrderByDescending(c => c.Number).FirstOrDefaultAsync(c => c.ConfirmedAt != null, cancellationToken);
        return new
        {
            Newest = newest?.Number,
            NewestAt = newest?.FinishedAt,
            Confirmed = confirmed?.Number,
            ConfirmedAt = confirmed?.ConfirmedAt,
            StoredInNoConfirmedCopy = await book.NotSafeAsync(db, cancellationToken),
        };
    }
}

/// <summary>A confirmed copy, for people and scripts.</summary>
/// <param name="NotSafe">Stored records that are in no confirmed copy yet.</param>
internal sealed record CopyView(long Number, CopyKind Kind, long Records, long NotSafe)
{
    /// <summary>An export that goes on was confirmed today already: the audit has it.</summary>
    [JsonIgnore]
    public bool IsRepeated { get; init; }
}
