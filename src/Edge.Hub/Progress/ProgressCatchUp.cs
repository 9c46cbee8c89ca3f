using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Progress;

/// <summary>Counts, page by page, what an archive stored before there were counts: after an update, and after the restore of an old backup.</summary>
internal sealed partial class ProgressCatchUp(ArchiveWriter archive, NodeRegistry nodes, IOptions<IngestOptions> options, TimeProvider time, ILogger<ProgressCatchUp> logger) : BackgroundService
{
    private const int Page = 200;

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                if (await RunAsync(stoppingToken) is var counted and > 0) LogCounted(counted);
                return;
            }
            catch (Exception e) when (e is SqliteException or DbUpdateException)
            {
                LogFailed(e);
            }
            await Task.Delay(AfterFailure, time, stoppingToken);
        }
    }

    /// <returns>How many records were counted.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var (all, page) = (0L, 0);
        do all += page = await archive.ChangeAsync(db => CountPageAsync(db, cancellationToken), cancellationToken);
        while (page > 0);
        return all;
    }

    private async Task<int> CountPageAsync(HubDb db, CancellationToken cancellationToken)
    {
        var tally = new ProgressTally();
        var records = await db.Set<ArchivedRecord>().Where(r => r.State == Archive.RecordState.Stored && r.Counted == null).OrderBy(r => r.Key)
            .Select(r => new { r.Key, r.RecordId, r.Node, r.Manifest, r.StoredAt }).Take(Page).ToListAsync(cancellationToken);
        foreach (var r in records)
        {
            var sort = RecordSort.Of(Manifest.Parser.ParseFrom(r.Manifest), nodes.Nodes.GetValueOrDefault(r.Node)?.Group, r.StoredAt ?? time.GetUtcNow(), options.Value.LocalOffset);
            var place = await tally.PlaceOfAsync(db, r.Key, r.RecordId, sort, cancellationToken);
            await db.Set<ArchivedRecord>().Where(x => x.Key == r.Key).ExecuteUpdateAsync(s => s.SetProperty(x => x.Counted, place), cancellationToken);
            if (place > 0) tally.Add(place);
        }
        await tally.SaveAsync(db, cancellationToken);
        return records.Count;
    }

    [LoggerMessage(LogLevel.Information, "{Records} records from before progress was counted are counted now")]
    private partial void LogCounted(long records);

    [LoggerMessage(LogLevel.Warning, "Records from before progress was counted could not be counted; trying again in a minute")]
    private partial void LogFailed(Exception exception);
}
