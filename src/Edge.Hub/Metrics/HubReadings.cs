using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Metrics;

/// <summary>What metrics are read from: the fleet in memory, and a few sums of the archive. Read once for all instruments of a scrape.</summary>
internal sealed class HubReadings(FleetBook fleet, IDbContextFactory<HubDb> databases, IOptions<TelemetryOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly Lock _one = new();
    private (FleetSums Sums, long At)? _fleet;
    private (ArchiveSums Sums, long At)? _archive;

    /// <summary>Sums over all boards.</summary>
    public FleetSums Fleet
    {
        get
        {
            lock (_one)
            {
                if (_fleet is not { } known || time.GetElapsedTime(known.At) > Fresh) _fleet = known = (FleetSums.Of(fleet.Rows, options.Value.Groups), time.GetTimestamp());
                return known.Sums;
            }
        }
    }

    /// <summary>Sums that are in the archive alone.</summary>
    public ArchiveSums Archive
    {
        get
        {
            lock (_one)
            {
                if (_archive is not { } known || time.GetElapsedTime(known.At) > Fresh) _archive = known = (Read(), time.GetTimestamp());
                return known.Sums;
            }
        }
    }

    // A scrape waits for it; an instrument cannot be asked in any other way.
    private ArchiveSums Read()
    {
        using var db = databases.CreateDbContext();
        var notSafe = db.Set<BoardCounts>().Sum(c => (long?)c.NotSafe) ?? 0;
        var held = db.Set<HeldRecords>().GroupBy(h => h.Reason).Select(g => new { g.Key, Told = g.Sum(h => h.Told) }).ToDictionary(g => g.Key, g => g.Told);
        var confirmed = db.Set<Copy>().Where(c => c.Kind == CopyKind.Backup && c.ConfirmedAt != null).Max(c => c.ConfirmedAt);
        return new ArchiveSums(notSafe, held, confirmed);
    }
}

/// <summary>What the archive alone knows.</summary>
/// <param name="Held">How often records were told to wait, by the number of the reason.</param>
/// <param name="BackupConfirmedAt">Null where none ever was.</param>
internal sealed record ArchiveSums(long NotSafe, IReadOnlyDictionary<int, long> Held, DateTimeOffset? BackupConfirmedAt);
