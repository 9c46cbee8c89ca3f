using System.Diagnostics;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Backup;

/// <summary>
/// Deletes the sealed bytes of records that a confirmed export has had for long enough; a backup is no reason, since later ones are made without them. The row keeps
/// its manifest and receipt, so that whoever asks hears that the record is stored, and no board is asked for it again. Each page is one short turn; SQLite uses the freed pages for what comes next.
/// </summary>
internal sealed class Retention(ArchiveWriter archive, SteadyClock clock, IOptions<ArchiveOptions> options, TimeProvider time)
{
    // Looked at without a turn.
    private const int Looked = 1000;

    // Of a turn, beside its commit.
    private static readonly TimeSpan Work = TimeSpan.FromMilliseconds(40);

    private readonly TimeSpan _keepFor = options.Value.KeepFor;

    public bool IsOn => _keepFor > TimeSpan.Zero;

    /// <summary>Looks at the next records in the order they were stored in, and deletes what is due of them.</summary>
    /// <param name="after">The stored number up to which this round has looked.</param>
    /// <returns>Up to which number it has looked now, null at the end, and how many records were deleted.</returns>
    public async Task<(long? Next, int Deleted)> PageAsync(long after, CancellationToken cancellationToken)
    {
        if (!IsOn || !await clock.MayDeleteAsync(cancellationToken)) return (null, 0);
        var until = time.GetUtcNow() - _keepFor;
        List<(long Number, long Key)> due;
        long? end;
        await using (var db = await archive.OpenAsync(cancellationToken))
        {
            var looked = await db.Set<ArchivedRecord>().Where(r => r.StoredNumber > after).OrderBy(r => r.StoredNumber).Take(Looked)
                .Select(r => new { Number = r.StoredNumber!.Value, r.Key, Due = r.State == RecordState.Stored && r.PayloadDeletedAt == null && r.SafeSince <= until }).ToListAsync(cancellationToken);
            due = [.. looked.Where(r => r.Due).Select(r => (r.Number, r.Key))];
            end = looked.Count < Looked ? null : looked[^1].Number;
        }
        if (due.Count == 0) return (end, 0);
        var done = await DeleteAsync(due, until, cancellationToken);
        return done == due.Count ? (end, done) : (due[done - 1].Number, done);
    }

    // Returns how many of them there was time for: one at least.
    private Task<int> DeleteAsync(List<(long Number, long Key)> due, DateTimeOffset until, CancellationToken cancellationToken) => archive.ChangeAsync(async db =>
    {
        var (since, now, done) = (Stopwatch.GetTimestamp(), time.GetUtcNow(), 0);
        foreach (var (number, key) in due)
        {
            // Looked at again: between the look and the turn it may have been taken back.
            var marked = await db.Set<ArchivedRecord>().Where(r => r.Key == key && r.StoredNumber == number && r.State == RecordState.Stored && r.SafeSince <= until)
                .ExecuteUpdateAsync(r => r.SetProperty(x => x.PayloadDeletedAt, now), cancellationToken);
            if (marked > 0) await db.Set<ArchivedChunk>().Where(c => c.RecordKey == key).ExecuteDeleteAsync(cancellationToken);
            done++;
            if (Stopwatch.GetElapsedTime(since) > Work) break;
        }
        return done;
    }, cancellationToken);
}
