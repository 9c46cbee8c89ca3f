using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Edge.Hub.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Views.Progress;

/// <summary>How far each place is. What all readers need is read once for all of them, and again when it is some seconds old; no record is looked at.</summary>
internal sealed class ProgressViews(IDbContextFactory<HubDb> databases, PlaceBook places, NodeRegistry nodes, IOptions<IngestOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>Most teams that are told of one place.</summary>
    public const int MostTeams = 500;

    private const int MostEditions = 14;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    // Days before today change only when a board comes back with what it held.
    private static readonly TimeSpan FreshPast = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private Snapshot? _newest;
    private Past? _past;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime + options.Value.LocalOffset);

    /// <param name="place">A place's code, or a group of boards; empty for the whole.</param>
    /// <exception cref="MalformedException">There is no such place.</exception>
    public async Task<ProgressView> ReadAsync(string place, CancellationToken cancellationToken)
    {
        var (tree, at, today) = await NewestAsync(cancellationToken);
        var figures = tree.Find(place) ?? throw PlaceTree.Unknown(place);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return new ProgressView(at, today, figures, tree.PathTo(place), tree.ChildrenOf(place), await TeamsAsync(db, figures, today, cancellationToken), tree.Trend(place), await EditionsAsync(db, place, cancellationToken));
    }

    /// <summary>The place and all in it, each before those in it, with how deep it stands.</summary>
    /// <exception cref="MalformedException">There is no such place.</exception>
    public async Task<IReadOnlyList<(PlaceFigures Figures, int Depth)>> AllAsync(string place, CancellationToken cancellationToken)
    {
        var (tree, _, _) = await NewestAsync(cancellationToken);
        return tree.Find(place) is null ? throw PlaceTree.Unknown(place) : [.. tree.Walk(place)];
    }

    /// <summary>The same for a spreadsheet.</summary>
    /// <exception cref="MalformedException">There is no such place.</exception>
    public async Task<byte[]> CsvAsync(string place, CancellationToken cancellationToken) => ProgressCsv.Write(await AllAsync(place, cancellationToken));

    public void Dispose() => _one.Dispose();

    private async Task<Snapshot> NewestAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var (now, today, known) = (time.GetUtcNow(), Today, await places.AllAsync(cancellationToken));
            if (_newest is { } newest && now - newest.At < Fresh && now >= newest.At && newest.Today == today && ReferenceEquals(newest.Places, known)) return newest;
            return _newest = new Snapshot(new ProgressTree(known, await AreasAsync(now, today, cancellationToken), today), now, today) { Places = known };
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<Dictionary<string, AreaNumbers>> AreasAsync(DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var areas = new Dictionary<string, AreaNumbers>(StringComparer.Ordinal);
        AreaNumbers Of(string area) => areas.TryGetValue(area, out var known) ? known : areas[area] = new AreaNumbers();
        foreach (var (group, boards) in nodes.Nodes.Values.Where(n => !n.Revoked).CountBy(n => n.Group)) Of(group).Boards = boards;
        foreach (var count in await CountsAsync(db, today.DayNumber, today.DayNumber, cancellationToken))
        {
            var area = Of(count.Area);
            (count.Day == AreaCount.AllDays ? area.Total : area.Today).Add(count.Kind, count.Outcome, count.Count);
            if (count.Day != AreaCount.AllDays) area.Days[^1].Add(count.Kind, count.Outcome, count.Count);
        }
        foreach (var count in await PastAsync(db, now, today, cancellationToken)) Of(count.Area).Days[count.Day - today.DayNumber + AreaNumbers.TrendDays - 1].Add(count.Kind, count.Outcome, count.Count);
        foreach (var quota in await db.Set<Area>().Where(a => a.DailyQuota > 0).Select(a => new { a.Name, a.DailyQuota }).ToListAsync(cancellationToken)) Of(quota.Name).TeamQuota = quota.DailyQuota;
        var lists = await db.Set<WorklistFigures>().AsNoTracking().Join(db.Set<Area>(), f => new { f.Area, f.Version }, a => new { Area = a.Name, Version = a.WorklistVersion }, (f, _) => f).ToListAsync(cancellationToken);
        foreach (var f in lists) Of(f.Area).List = new ListFigures(f.People, f.NeedsRide, f.NeedsVisit, f.LacksCard, f.LacksAccount, f.LacksActivation);
        return areas;
    }

    private async Task<IReadOnlyList<AreaCount>> PastAsync(HubDb db, DateTimeOffset now, DateOnly today, CancellationToken cancellationToken)
    {
        if (_past is { } past && past.Today == today && now - past.At < FreshPast && now >= past.At) return past.Counts;
        var counts = await CountsOfAsync(db, today.DayNumber - AreaNumbers.TrendDays + 1, today.DayNumber - 1, cancellationToken);
        _past = new Past(counts, now, today);
        return counts;
    }

    private static async Task<IEnumerable<AreaCount>> CountsAsync(HubDb db, int first, int last, CancellationToken cancellationToken) =>
        (await CountsOfAsync(db, AreaCount.AllDays, AreaCount.AllDays, cancellationToken)).Concat(await CountsOfAsync(db, first, last, cancellationToken));

    private static Task<List<AreaCount>> CountsOfAsync(HubDb db, int first, int last, CancellationToken cancellationToken) =>
        db.Set<AreaCount>().AsNoTracking().Where(c => c.Day >= first && c.Day <= last && c.Count != 0).ToListAsync(cancellationToken);

    private static async Task<IReadOnlyList<TeamFigures>> TeamsAsync(HubDb db, PlaceFigures place, DateOnly today, CancellationToken cancellationToken)
    {
        if (place.Code.Length == 0) return [];
        var day = today.DayNumber;
        var rows = await db.Set<ProgressCount>().Where(c => c.Area == place.Code && c.Count != 0).GroupBy(c => new { c.Node, c.Officer, c.Kind, c.Outcome })
            .Select(g => new { g.Key, Count = g.Sum(c => c.Count), Today = g.Sum(c => c.Day == day ? c.Count : 0) }).ToListAsync(cancellationToken);
        var quota = await db.Set<Area>().Where(a => a.Name == place.Code && a.DailyQuota > 0).Select(a => (int?)a.DailyQuota).SingleOrDefaultAsync(cancellationToken);
        return [.. rows.Where(r => r.Key.Kind is not ("day" or "journal")).GroupBy(r => (r.Key.Node, r.Key.Officer)).Select(team =>
        {
            var done = team.Where(r => r.Key.Kind == place.Service && Outcomes.IsDone(r.Key.Outcome)).ToList();
            var unable = team.Where(r => Outcomes.IsUnable(r.Key.Kind, r.Key.Outcome)).ToList();
            return new TeamFigures(team.Key.Node, team.Key.Officer, done.Sum(r => r.Count), done.Sum(r => r.Today), unable.Sum(r => r.Count), unable.Sum(r => r.Today), quota);
        }).OrderBy(t => t.Node, StringComparer.Ordinal).ThenBy(t => t.Officer, StringComparer.Ordinal).Take(MostTeams)];
    }

    private static Task<List<EditionFigures>> EditionsAsync(HubDb db, string area, CancellationToken cancellationToken) => db.Set<WorklistFigures>().Where(f => f.Area == area).OrderByDescending(f => f.Version).Take(MostEditions)
        .Select(f => new EditionFigures(f.ImportedAt, f.People, f.Added, f.Gone, f.NeedsRide, f.NeedsVisit)).ToListAsync(cancellationToken);

    private sealed record Snapshot(ProgressTree Tree, DateTimeOffset At, DateOnly Today)
    {
        public required IReadOnlyList<Place> Places { get; init; }
    }

    private sealed record Past(IReadOnlyList<AreaCount> Counts, DateTimeOffset At, DateOnly Today);
}
