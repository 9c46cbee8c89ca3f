using System.Collections.Immutable;
using Edge.Hub.Archive;
using Edge.Hub.Areas.Worklists;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>Which versions each area has on offer. Reads come from memory; what changes is committed first and remembered then.</summary>
internal sealed class AreaBook(IDbContextFactory<HubDb> databases)
{
    private ImmutableHashSet<string> _unread = [];
    private ImmutableDictionary<string, KnownArea> _areas = ImmutableDictionary<string, KnownArea>.Empty;

    /// <summary>Null for a group that has nothing on offer.</summary>
    public async ValueTask<KnownArea?> FindAsync(HubDb db, string area)
    {
        if (_unread.Contains(area)) await RememberAsync(db, area);
        return _areas.GetValueOrDefault(area);
    }

    /// <summary>What is committed of this area is on offer from its next use on, when it is read.</summary>
    public void RememberSoon(string area) => ImmutableInterlocked.Update(ref _unread, u => u.Add(area));

    /// <summary>Reads everything; once, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        foreach (var name in await db.Set<Area>().Select(a => a.Name).ToListAsync(cancellationToken)) await RememberAsync(db, name);
    }

    /// <summary>What is committed of this area is what is on offer from now on.</summary>
    public async Task RememberAsync(HubDb db, string area)
    {
        var none = CancellationToken.None;
        var found = await db.Set<Area>().AsNoTracking().Where(a => a.Name == area).Select(a => new { a.FileVersion, a.AnswersVersion }).SingleOrDefaultAsync(none);
        var editions = await db.Set<WorklistEdition>().AsNoTracking().Where(e => e.Area == area).OrderBy(e => e.Version).Select(e => new KnownEdition(e.Version, e.BaseVersion, e.ExpiresAt, e.Size)).ToListAsync(none);
        ImmutableInterlocked.Update(ref _unread, u => u.Remove(area));
        if (found is null) return;
        var known = new KnownArea(area, (ulong)found.FileVersion, (ulong)found.AnswersVersion, editions);
        ImmutableInterlocked.AddOrUpdate(ref _areas, area, known, (_, _) => known);
    }
}

/// <summary>What an area has on offer.</summary>
/// <param name="Editions">Of its worklist, oldest first: one whole and some differences.</param>
internal sealed record KnownArea(string Name, ulong FileVersion, ulong AnswersVersion, IReadOnlyList<KnownEdition> Editions);

/// <summary>An edition of a worklist, without its bytes.</summary>
internal sealed record KnownEdition(long Version, long BaseVersion, DateTimeOffset ExpiresAt, long Size);
