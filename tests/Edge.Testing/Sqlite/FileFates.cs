namespace Edge.Testing.Sqlite;

/// <summary>Which fates of open writes are tried: the plain ones, each file against the others, and some drawn at random.</summary>
internal static class FileFates
{
    private static readonly Fate[] AnyFate = [Fate.Kept, Fate.Kept, Fate.Dropped, Fate.Torn, Fate.Zeros];

    public static IEnumerable<(Func<ModelFile, int, int, Fate> Fate, string Story)> All(IReadOnlyList<ModelFile> files, Random dice, int drawn)
    {
        yield return ((_, _, _) => Fate.Kept, "everything kept");
        var open = files.Where(f => f.Pending.Count > 0).ToList();
        if (open.Count == 0) yield break;
        foreach (var fate in (Fate[])[Fate.Dropped, Fate.Torn, Fate.Zeros])
        {
            yield return ((_, _, _) => fate, $"every open write {fate}");
            yield return ((_, i, n) => i == n - 1 ? fate : Fate.Kept, $"the newest write {fate}");
            if (open.Count < 2) continue;
            foreach (var file in open) yield return ((f, _, _) => f == file ? fate : Fate.Kept, $"every open write of {file.Path} {fate}");
        }
        if (open.Max(f => f.Pending.Count) < 2) yield break;
        yield return ((_, i, n) => i == n - 1 ? Fate.Kept : Fate.Dropped, "only the newest write kept");
        yield return ((_, i, _) => i == 0 ? Fate.Dropped : Fate.Kept, "only the oldest write dropped");
        yield return ((_, i, _) => i % 2 == 0 ? Fate.Kept : Fate.Dropped, "every other write dropped");
        yield return ((_, i, _) => i % 2 == 1 ? Fate.Kept : Fate.Dropped, "every other write kept");
        for (var draw = 0; draw < drawn; draw++)
        {
            var fates = open.ToDictionary(f => f, f => f.Pending.Select(_ => AnyFate[dice.Next(AnyFate.Length)]).ToArray());
            yield return ((f, i, _) => fates.TryGetValue(f, out var own) ? own[i] : Fate.Kept, $"drawn {string.Join(", ", fates.Select(f => $"{f.Key.Path}: {string.Concat(f.Value.Select(x => x.ToString()[0]))}"))}");
        }
    }
}
