namespace Edge.Hub.Areas.Worklists;

/// <summary>Chooses the edition of a worklist that a board pulls next. No clock and no I/O.</summary>
internal static class NextEdition
{
    /// <summary>The difference to what the board has, where differences lead from there to the newest and are together no larger than the whole list; otherwise that.</summary>
    /// <param name="has">The version the board says it has; 0 for none.</param>
    /// <param name="editions">Those on offer, oldest first.</param>
    /// <returns>Null where the board lacks nothing, or the list has expired.</returns>
    public static KnownEdition? After(long has, IReadOnlyList<KnownEdition> editions, DateTimeOffset now)
    {
        if (editions.LastOrDefault(e => e.BaseVersion == 0) is not { } whole || has >= whole.Version || whole.ExpiresAt <= now) return null;
        var (first, at, size) = ((KnownEdition?)null, has, 0L);
        while (at != whole.Version)
        {
            if (at == 0 || editions.FirstOrDefault(e => e.BaseVersion == at) is not { } next) return whole;
            (first, at, size) = (first ?? next, next.Version, size + next.Size);
        }
        return size <= whole.Size ? first : whole;
    }
}
