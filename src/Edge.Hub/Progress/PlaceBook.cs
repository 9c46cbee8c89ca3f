using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Progress;

/// <summary>The tree of places. Each change is one transaction with its entry in the audit.</summary>
internal sealed class PlaceBook(ArchiveWriter archive, AuditLog audit)
{
    private volatile IReadOnlyList<Place>? _known;

    /// <summary>Every place, by code; not to be changed.</summary>
    public async ValueTask<IReadOnlyList<Place>> AllAsync(CancellationToken cancellationToken)
    {
        if (_known is { } known) return known;
        await using var db = await archive.OpenAsync(cancellationToken);
        return _known = await ReadAsync(db, cancellationToken);
    }

    /// <summary>Adds a place, or changes what is said of it; what is not said stays.</summary>
    /// <exception cref="MalformedException">It cannot be so; nothing was changed.</exception>
    public Task<Place> SetAsync(Actor actor, string code, PlaceChange change, CancellationToken cancellationToken) => ChangeAsync(async (db, tree) =>
    {
        var place = tree.Find(code);
        if (place is null) db.Add(place = tree.Add(new Place { Code = code, Name = change.Name ?? throw new MalformedException($"place {code} is new: give it a --name") }));
        change.ApplyTo(place);
        tree.Check(place);
        await audit.AppendAsync(db, actor, "place-set", code, Words(place), cancellationToken);
        return place;
    }, cancellationToken);

    /// <summary>Takes a place out that has no other in it; what its boards did stays counted.</summary>
    /// <exception cref="MalformedException">There is none, or others are in it.</exception>
    public Task<Place> RemoveAsync(Actor actor, string code, CancellationToken cancellationToken) => ChangeAsync(async (db, tree) =>
    {
        var place = tree.Find(code) ?? throw PlaceTree.Unknown(code);
        if (tree.ChildrenOf(code) is { Count: > 0 } within) throw new MalformedException($"place {code} has {within.Count} places in it ({within[0].Code} for one); move or remove those first");
        db.Remove(place);
        await audit.AppendAsync(db, actor, "place-removed", code, "", cancellationToken);
        return place;
    }, cancellationToken);

    /// <summary>The file says how the whole tree is: places that are not in it are taken out.</summary>
    /// <exception cref="MalformedException">Something in the file is wrong; then nothing of it is taken.</exception>
    public Task<PlaceImport> ImportAsync(Actor actor, byte[] csv, CancellationToken cancellationToken)
    {
        var read = PlaceFile.Read(csv);
        return ChangeAsync(async (db, tree) =>
        {
            var (before, now) = (tree.All.ToDictionary(p => p.Code, StringComparer.Ordinal), read.Select(p => p.Code).ToHashSet(StringComparer.Ordinal));
            var (added, changed) = (0, 0);
            foreach (var place in read)
            {
                if (!before.TryGetValue(place.Code, out var known))
                {
                    db.Add(place);
                    added++;
                }
                else
                {
                    db.Entry(known).CurrentValues.SetValues(place);
                    if (db.Entry(known).State == EntityState.Modified) changed++;
                }
            }
            var removed = before.Values.Where(p => !now.Contains(p.Code)).ToList();
            db.RemoveRange(removed);
            await audit.AppendAsync(db, actor, "places-imported", "places", $"{read.Count} places: {added} new, {changed} changed, {removed.Count} removed", cancellationToken);
            return new PlaceImport(read.Count, added, changed, removed.Count);
        }, cancellationToken);
    }

    private async Task<T> ChangeAsync<T>(Func<HubDb, PlaceTree, Task<T>> change, CancellationToken cancellationToken)
    {
        var result = await archive.ChangeAsync(async db => await change(db, new PlaceTree(await db.Set<Place>().ToListAsync(cancellationToken))), cancellationToken);
        // Committed: read again at the next use, whatever the caller's token says now.
        _known = null;
        return result;
    }

    private static async Task<IReadOnlyList<Place>> ReadAsync(HubDb db, CancellationToken cancellationToken) => await db.Set<Place>().AsNoTracking().OrderBy(p => p.Code).ToListAsync(cancellationToken);

    private static string Words(Place p)
    {
        List<string> words = [p.Name];
        if (p.Parent is { } parent) words.Add($"in {parent}");
        if (p.Target is { } target) words.Add(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"target {target}"));
        if (p.Deadline is { } last) words.Add($"by {last.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)}");
        if (p.QuotaLow is not null) words.Add($"{PlaceQuota.Text(p.QuotaLow, p.QuotaHigh)} a day");
        return string.Join(", ", words);
    }
}

/// <summary>What is to be said of a place; null leaves it, an empty text takes it away.</summary>
/// <param name="Quota">One number, or two with a hyphen: 500-600.</param>
internal sealed record PlaceChange(string? Name, string? Parent, string? Target, string? Deadline, string? Quota, string? Service)
{
    public void ApplyTo(Place place)
    {
        if (Name is not null) place.Name = LatinText.Compose(Name.Trim());
        if (Parent is not null) place.Parent = Parent.Length == 0 ? null : Parent;
        if (Target is not null) place.Target = PlaceRules.Target(Target);
        if (Deadline is not null) place.Deadline = PlaceRules.Deadline(Deadline);
        if (Quota is not null) (place.QuotaLow, place.QuotaHigh) = PlaceQuota.Read(Quota);
        if (Service is not null) place.Service = Service.Length == 0 ? null : Service;
    }
}

/// <summary>What an import of places did.</summary>
internal sealed record PlaceImport(int Places, int Added, int Changed, int Removed);
