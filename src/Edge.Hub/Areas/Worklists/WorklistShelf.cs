using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Objects;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas.Worklists;

/// <summary>Takes in the lists of who is still missing. Names and numbers pass through memory and stay nowhere but in what is sealed to the area.</summary>
internal sealed class WorklistShelf(AreaChanges changes, AreaKeys keys, AuditLog audit, TimeProvider time) : IDisposable
{
    /// <summary>So many differences are kept: a board that was away for longer pulls the whole list.</summary>
    public const int MostDifferences = 14;

    /// <summary>A list expires after so many days where nothing else is said.</summary>
    public const int DefaultDays = 30;

    private const int MostDays = 365;

    /// <summary>So many imports of an area are remembered in numbers.</summary>
    private const int MostFigures = 60;

    private readonly SemaphoreSlim _one = new(1, 1);

    /// <exception cref="MalformedException">Something in the file is wrong; then nothing of it is taken.</exception>
    public async Task<WorklistReport> ImportAsync(Actor actor, string area, byte[] csv, int days, bool empty, CancellationToken cancellationToken)
    {
        if (days is < 1 or > MostDays) throw new MalformedException($"a list expires after 1 to {MostDays} days");
        var people = Read(area, csv, empty);
        // One at a time: each is the difference to the one before.
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await ImportAsync(actor, area, people, days, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What an import would do, and does not: whoever is in the file stays in memory.</summary>
    /// <exception cref="MalformedException">Something in the file is wrong.</exception>
    public async Task<WorklistPreview> PreviewAsync(string area, byte[] csv, bool empty, CancellationToken cancellationToken)
    {
        var people = Read(area, csv, empty);
        var known = await changes.ReadAsync(db => db.Set<Area>().AsNoTracking().SingleOrDefaultAsync(a => a.Name == area, cancellationToken), cancellationToken);
        var before = await changes.ReadAsync(db => db.Set<WorklistIndex>().AsNoTracking().SingleOrDefaultAsync(i => i.Area == area, cancellationToken), cancellationToken);
        if (known is null) return new WorklistPreview(area, people.Count, people.Count, 0, 0, changes.HasBoards(area));
        var draft = new WorklistDraft(people, before is null ? [] : WorklistIndex.Read(before.Bytes), (uint)known.NextEntry, DigestKey(known));
        return new WorklistPreview(area, draft.People, draft.Added, draft.Altered, draft.Removed.Count, changes.HasBoards(area));
    }

    /// <summary>The list in figures.</summary>
    /// <exception cref="MalformedException">There is none.</exception>
    public Task<WorklistView> ShowAsync(string area, CancellationToken cancellationToken) => changes.ReadAsync(async db =>
    {
        var editions = await db.Set<WorklistEdition>().AsNoTracking().Where(e => e.Area == area).OrderBy(e => e.Version).ThenBy(e => e.BaseVersion)
            .Select(e => new EditionView(e.Version, e.BaseVersion, e.ImportedAt, e.Added, e.Altered, e.Removed, e.Size)).ToListAsync(cancellationToken);
        var whole = await db.Set<WorklistEdition>().Where(e => e.Area == area && e.BaseVersion == 0).Select(e => new { e.Version, e.ExpiresAt, e.ImportedAt, e.Size }).SingleOrDefaultAsync(cancellationToken)
            ?? throw new MalformedException($"area {area} has no worklist; 'edge-hub worklist import FILE --area {area}' gives it one");
        var people = await db.Set<WorklistIndex>().Where(i => i.Area == area).Select(i => i.People).SingleAsync(cancellationToken);
        var boards = changes.BoardsOf(area);
        var told = await db.Set<BoardContact>().Where(c => boards.Contains(c.Node)).ToDictionaryAsync(c => c.Node, c => c.WorklistVersion, StringComparer.Ordinal, cancellationToken);
        return new WorklistView(area, whole.Version, people, whole.ImportedAt, whole.ExpiresAt, whole.Size, [.. editions.Where(e => e.BaseVersion > 0)],
            [.. boards.Select(b => (Node: b, Version: told.GetValueOrDefault(b))).Select(b => new WorklistBoard(b.Node, b.Version, b.Version == whole.Version))]);
    }, cancellationToken);

    public void Dispose() => _one.Dispose();

    private async Task<WorklistReport> ImportAsync(Actor actor, string name, List<ListedPerson> people, int days, CancellationToken cancellationToken)
    {
        // The work of seconds is done before the turn, from what only an import changes.
        var area = await changes.ChangeAsync([name], (_, rows) => Task.FromResult(rows[0]), cancellationToken);
        var before = await changes.ReadAsync(db => db.Set<WorklistIndex>().AsNoTracking().SingleOrDefaultAsync(i => i.Area == name, cancellationToken), cancellationToken);
        var draft = new WorklistDraft(people, before is null ? [] : WorklistIndex.Read(before.Bytes), (uint)area.NextEntry, DigestKey(area));
        var (now, version) = (time.GetUtcNow(), AreaVersions.After(area.WorklistVersion, time.GetUtcNow()));
        var expires = now.AddDays(days);
        // Said again, as by a timer each hour: it would push out the differences that boards still need.
        if (draft.IsSame && await ShowAsync(name, cancellationToken) is var present && (expires - present.ExpiresAt).Duration() < TimeSpan.FromDays(1)) return Unchanged(present);
        var editions = new List<WorklistEdition> { Edition(area, draft, version, 0, expires, now) };
        if (before is not null) editions.Add(Edition(area, draft, version, area.WorklistVersion, expires, now));
        var figures = WorklistFigures.Of(name, version, now, draft.Added, draft.Removed.Count, people);
        var still = await changes.ChangeAsync([name], async (db, rows) =>
        {
            await audit.AppendAsync(db, actor, "worklist-imported", name, $"{draft.People} people, {draft.Added} new, {draft.Altered} changed, {draft.Removed.Count} gone", cancellationToken);
            return await PutAsync(db, rows[0], draft, figures, editions, cancellationToken);
        }, cancellationToken);
        return new WorklistReport(name, version, draft.People, draft.Added, draft.Altered, draft.Removed.Count, expires, editions[0].Size, editions.ElementAtOrDefault(1)?.Size, still, changes.HasBoards(name));
    }

    private static List<ListedPerson> Read(string area, byte[] csv, bool empty)
    {
        var problems = new ImportProblems();
        var people = WorklistFile.Read(csv, problems);
        problems.Throw();
        if (people.Count == 0 && !empty) throw new MalformedException($"the file names nobody, and boards would show an empty list; if nobody of area {area} is missing any more, import it with --empty");
        return people;
    }

    private WorklistReport Unchanged(WorklistView present) =>
        new(present.Area, present.Version, present.People, 0, 0, 0, present.ExpiresAt, present.WholeBytes, null, present.Differences.Count, changes.HasBoards(present.Area));

    private static WorklistEdition Edition(Area area, WorklistDraft draft, long version, long baseVersion, DateTimeOffset expires, DateTimeOffset now)
    {
        var bytes = WorklistColumns.Seal(baseVersion == 0 ? draft.Whole() : draft.Difference(), area, version, baseVersion, expires);
        if (bytes.Length > Limits.ObjectBytes - 1024) throw new MalformedException($"the list of {draft.People} people has {bytes.Length} bytes sealed, at most {Limits.ObjectBytes - 1024}; make groups of fewer people");
        return new WorklistEdition
        {
            Area = area.Name,
            Version = version,
            BaseVersion = baseVersion,
            ExpiresAt = expires,
            ImportedAt = now,
            Added = draft.Added,
            Altered = draft.Altered,
            Removed = draft.Removed.Count,
            Size = bytes.Length,
            Bytes = bytes,
        };
    }

    private static async Task<int> PutAsync(HubDb db, Area area, WorklistDraft draft, WorklistFigures figures, List<WorklistEdition> editions, CancellationToken cancellationToken)
    {
        (area.WorklistVersion, area.NextEntry) = (figures.Version, draft.Next);
        var index = await db.Set<WorklistIndex>().SingleOrDefaultAsync(i => i.Area == area.Name, cancellationToken);
        if (index is null) db.Add(new WorklistIndex { Area = area.Name, People = draft.People, Bytes = draft.Index() });
        else (index.People, index.Bytes) = (draft.People, draft.Index());
        await db.Set<WorklistEdition>().Where(e => e.Area == area.Name && e.BaseVersion == 0).ExecuteDeleteAsync(cancellationToken);
        var kept = await db.Set<WorklistEdition>().Where(e => e.Area == area.Name).OrderByDescending(e => e.Version).Select(e => e.Version).Take(MostDifferences - 1).ToListAsync(cancellationToken);
        await db.Set<WorklistEdition>().Where(e => e.Area == area.Name && !kept.Contains(e.Version)).ExecuteDeleteAsync(cancellationToken);
        db.AddRange(editions);
        db.Add(figures);
        var remembered = await db.Set<WorklistFigures>().Where(f => f.Area == area.Name).OrderByDescending(f => f.Version).Select(f => f.Version).Take(MostFigures - 1).ToListAsync(cancellationToken);
        await db.Set<WorklistFigures>().Where(f => f.Area == area.Name && !remembered.Contains(f.Version)).ExecuteDeleteAsync(cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var still = await db.Set<WorklistEdition>().Where(e => e.Area == area.Name).Select(e => new { e.Version, e.BaseVersion }).ToListAsync(cancellationToken);
        await SealedObjects.ForgetAsync(db, area.Name, Names.WorklistObject, [.. still.Select(s => (s.Version, s.BaseVersion))], cancellationToken);
        return still.Count(s => s.BaseVersion > 0);
    }

    private byte[] DigestKey(Area area)
    {
        using var key = keys.Open(area.Name, area.Spki);
        return AreaKeys.DigestKey(key, "worklist");
    }
}

/// <summary>What an import of a worklist did.</summary>
/// <param name="WholeBytes">The whole list, before it is sealed to a board.</param>
/// <param name="DifferenceBytes">The difference to the version before; null where there was none.</param>
internal sealed record WorklistReport(string Area, long Version, int People, int Added, int Altered, int Removed, DateTimeOffset ExpiresAt, long WholeBytes, long? DifferenceBytes, int Differences, bool HasBoards);

/// <summary>What an import of a worklist would do.</summary>
internal sealed record WorklistPreview(string Area, int People, int Added, int Altered, int Removed, bool HasBoards);

/// <summary>A worklist in figures.</summary>
internal sealed record WorklistView(string Area, long Version, int People, DateTimeOffset ImportedAt, DateTimeOffset ExpiresAt, long WholeBytes, IReadOnlyList<EditionView> Differences, IReadOnlyList<WorklistBoard> Boards);

/// <summary>What a board of the area said it has at its last contact; version 0 where it has no list.</summary>
internal sealed record WorklistBoard(string Node, long Version, bool HasNewest);

/// <summary>A difference in figures.</summary>
internal sealed record EditionView(long Version, long BaseVersion, DateTimeOffset ImportedAt, int Added, int Altered, int Removed, long Bytes);
