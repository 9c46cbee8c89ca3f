using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>Changes what areas have on offer: one change in one transaction and one turn, with the area files that follow from it; boards hear of it at their next offer.</summary>
internal sealed class AreaChanges(ArchiveWriter archive, AreaBook book, AreaFiles files, AreaKeys keys, NodeRegistry nodes)
{
    /// <summary>More than the country has communes.</summary>
    internal const int Most = 20_000;

    /// <summary>Reads what is not kept in memory.</summary>
    public async Task<T> ReadAsync<T>(Func<HubDb, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        return await read(db);
    }

    /// <summary>Makes one change.</summary>
    /// <param name="areas">Whose file may say something else afterwards; those that are not known yet are made.</param>
    /// <param name="change">Gets the areas in that order.</param>
    /// <exception cref="HubException">An area's key cannot be used.</exception>
    public async Task<T> ChangeAsync<T>(IReadOnlyList<string> areas, Func<HubDb, IReadOnlyList<Area>, Task<T>> change, CancellationToken cancellationToken)
    {
        var fresh = await NewKeysAsync(areas, cancellationToken);
        using var turn = await archive.TurnAsync(cancellationToken);
        await using var db = await archive.OpenAsync(cancellationToken);
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var rows = new List<Area>();
        foreach (var area in areas) rows.Add(await db.Set<Area>().SingleOrDefaultAsync(a => a.Name == area, cancellationToken) ?? db.Add(new Area { Name = area, Spki = fresh[area] }).Entity);
        var result = await change(db, rows);
        await db.SaveChangesAsync(cancellationToken);
        foreach (var row in rows) await files.RenewAsync(db, row, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        archive.CheckPlace();
        foreach (var area in areas) await RememberAsync(db, area);
        return result;
    }

    // Committed: what is remembered has to follow, whatever the caller's token says now, and a read that fails makes nothing of it undone.
    private async Task RememberAsync(HubDb db, string area)
    {
        try
        {
            await book.RememberAsync(db, area);
        }
        catch (SqliteException)
        {
            book.RememberSoon(area);
        }
    }

    /// <summary>True where some board is in this area.</summary>
    public bool HasBoards(string area) => nodes.In(area).Any();

    /// <summary>The boards of an area, by name.</summary>
    public List<string> BoardsOf(string area) => [.. nodes.In(area).Select(n => n.Name)];

    /// <summary>For who asks over the network: no area comes to be by a name alone.</summary>
    /// <exception cref="MalformedException">No board is in it, and it was given nothing before.</exception>
    public async Task CheckKnownAsync(string area, CancellationToken cancellationToken)
    {
        if (!Names.IsToken(area)) throw new MalformedException(NameRule);
        if (await IsKnownAsync(area, cancellationToken)) return;
        throw new MalformedException($"there is no area {area}: no board is in it, and it was given nothing before; add a board of that group first, or use 'edge-hub' on the hub itself");
    }

    /// <summary>Whether a board is in it, or it was given something.</summary>
    public async Task<bool> IsKnownAsync(string area, CancellationToken cancellationToken) =>
        HasBoards(area) || await ReadAsync(db => db.Set<Area>().AnyAsync(a => a.Name == area, cancellationToken), cancellationToken);

    // A key is made and synced before the turn, so that nobody waits for the disk behind it; one that is not used in the end is used the next time.
    private async Task<Dictionary<string, byte[]>> NewKeysAsync(IReadOnlyList<string> areas, CancellationToken cancellationToken)
    {
        if (!areas.All(Names.IsToken)) throw new MalformedException(NameRule);
        var (known, count) = await ReadAsync(async db => (await db.Set<Area>().Where(a => areas.Contains(a.Name)).Select(a => a.Name).ToListAsync(cancellationToken), await db.Set<Area>().CountAsync(cancellationToken)), cancellationToken);
        var fresh = areas.Except(known).ToList();
        if (fresh.Count > 0 && count + fresh.Count > Most) throw new MalformedException($"there are {count} areas, and {Most} are the most there may be; use one that is there");
        return fresh.ToDictionary(area => area, keys.Public);
    }

    private static string NameRule => $"an area is a group of boards: {Names.TokenRule}";
}
