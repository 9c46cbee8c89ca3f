using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Archive;

/// <summary>What one transaction adds to the progress counts. The place of a sort is found at once, so that the record can name it; the numbers are added together at the end.</summary>
internal sealed class ProgressTally
{
    /// <summary>Most sorts of records that are counted apart for one board and day; what comes beyond counts as others.</summary>
    public const int MostOfBoardAndDay = 256;

    /// <summary>Most sorts of records that are counted apart for one area.</summary>
    public const int MostOfArea = 2_000;

    /// <summary>Most of these that one board may begin: one that invents outcomes leaves room for what comes after it.</summary>
    public const int MostOfBoardInArea = 128;

    private readonly Dictionary<RecordSort, ProgressCount> _rows = [];
    private readonly Dictionary<long, int> _more = [];

    /// <summary>The row that a record of this sort is counted in; made where there is none yet.</summary>
    public async Task<long> PlaceAsync(HubDb db, RecordSort sort, CancellationToken cancellationToken)
    {
        if (_rows.TryGetValue(sort, out var known)) return known.Id;
        var row = await FindAsync(db, sort, cancellationToken)
            ?? (await IsOneTooManyAsync(db, sort, cancellationToken) ? await FindOrAddAsync(db, sort.AsOthers, cancellationToken) : await AddAsync(db, sort, cancellationToken));
        _rows[sort] = row;
        return row.Id;
    }

    /// <summary>One record more in that row; to be saved before the transaction ends.</summary>
    public void Add(long place) => _more[place] = _more.GetValueOrDefault(place) + 1;

    /// <summary>Adds what came together.</summary>
    public async Task SaveAsync(HubDb db, CancellationToken cancellationToken)
    {
        var rows = _rows.Values.DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        foreach (var (place, more) in _more) await AddAsync(db, rows.GetValueOrDefault(place) ?? await RowAsync(db, place, cancellationToken), more, cancellationToken);
        _more.Clear();
    }

    /// <summary>One record less, in whatever transaction is open.</summary>
    public static async Task TakeBackAsync(HubDb db, long place, CancellationToken cancellationToken) => await AddAsync(db, await RowAsync(db, place, cancellationToken), -1, cancellationToken);

    /// <summary>Where a stored record counts: 0 where another one of the same board and id counts already, for it is the same citizen.</summary>
    public async Task<long> PlaceOfAsync(HubDb db, long key, Guid recordId, RecordSort sort, CancellationToken cancellationToken)
    {
        var same = await db.Set<ArchivedRecord>().Where(r => r.RecordId == recordId && r.Node == sort.Node && r.Counted != null).Select(r => new { r.Key, r.Counted }).ToListAsync(cancellationToken);
        // Stored again after it was taken back: where it was before, on the day it was made.
        if (same.Find(r => r.Key == key) is { Counted: { } before }) return before;
        return same.Exists(r => r.Counted > 0) ? 0 : await PlaceAsync(db, sort, cancellationToken);
    }

    private static Task<ProgressCount> RowAsync(HubDb db, long place, CancellationToken cancellationToken) => db.Set<ProgressCount>().AsNoTracking().SingleAsync(c => c.Id == place, cancellationToken);

    private static Task<ProgressCount?> FindAsync(HubDb db, RecordSort s, CancellationToken cancellationToken) => db.Set<ProgressCount>().AsNoTracking()
        .SingleOrDefaultAsync(c => c.Node == s.Node && c.Day == s.Day && c.Area == s.Area && c.Officer == s.Officer && c.Kind == s.Kind && c.Outcome == s.Outcome, cancellationToken);

    private static async Task<ProgressCount> FindOrAddAsync(HubDb db, RecordSort sort, CancellationToken cancellationToken) => await FindAsync(db, sort, cancellationToken) ?? await AddAsync(db, sort, cancellationToken);

    private static async Task<bool> IsOneTooManyAsync(HubDb db, RecordSort sort, CancellationToken cancellationToken)
    {
        if (await db.Set<ProgressCount>().CountAsync(c => c.Node == sort.Node && c.Day == sort.Day, cancellationToken) >= MostOfBoardAndDay) return true;
        var ofArea = db.Set<AreaCount>().Where(c => c.Area == sort.Area && c.Day == AreaCount.AllDays);
        if (await ofArea.AnyAsync(c => c.Kind == sort.Kind && c.Outcome == sort.Outcome, cancellationToken)) return false;
        if (await ofArea.CountAsync(cancellationToken) >= MostOfArea) return true;
        return await db.Set<ProgressCount>().Where(c => c.Node == sort.Node && c.Area == sort.Area).Select(c => new { c.Kind, c.Outcome }).Distinct().CountAsync(cancellationToken) >= MostOfBoardInArea;
    }

    private static async Task<ProgressCount> AddAsync(HubDb db, RecordSort s, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ProgressCounts" ("Area", "Node", "Officer", "Day", "Kind", "Outcome", "Count") VALUES ({s.Area}, {s.Node}, {s.Officer}, {s.Day}, {s.Kind}, {s.Outcome}, 0)
            """, cancellationToken);
        return await FindAsync(db, s, cancellationToken) ?? throw new InvalidOperationException("a row that was added is not there");
    }

    private static async Task AddAsync(HubDb db, ProgressCount row, int more, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""UPDATE "ProgressCounts" SET "Count" = "Count" + {more} WHERE "Id" = {row.Id}""", cancellationToken);
        foreach (var day in (int[])[row.Day, AreaCount.AllDays])
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "AreaCounts" ("Area", "Day", "Kind", "Outcome", "Count") VALUES ({row.Area}, {day}, {row.Kind}, {row.Outcome}, {more})
                ON CONFLICT ("Day", "Area", "Kind", "Outcome") DO UPDATE SET "Count" = "AreaCounts"."Count" + excluded."Count"
                """, cancellationToken);
        }
    }
}
