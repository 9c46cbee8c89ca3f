using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Audit;

/// <summary>Walks the whole audit and says where it is not as it was written.</summary>
internal sealed class AuditVerifier(IDbContextFactory<HubDb> databases)
{
    private const int Page = 1_000;

    /// <summary>Looks at every entry, oldest first. What was cut off at the end the chain itself cannot tell: <paramref name="known"/> is an entry that was noted down before.</summary>
    /// <param name="known">Null, or the number and digest of an entry that has to be there.</param>
    /// <param name="cancellationToken">Ends the walk.</param>
    public async Task<AuditCheck> VerifyAsync(AuditHead? known, CancellationToken cancellationToken)
    {
        var (last, previous, seen) = (0L, new byte[32], known is null);
        while (true)
        {
            await using var db = await databases.CreateDbContextAsync(cancellationToken);
            var page = await db.Set<AuditEntry>().AsNoTracking().Where(e => e.Number > last).OrderBy(e => e.Number).Take(Page).ToListAsync(cancellationToken);
            foreach (var entry in page)
            {
                if (Problem(entry, last, previous) is { } problem) return new AuditCheck(last, Hex(previous), entry.Number, problem);
                (last, previous) = (entry.Number, entry.Digest);
                if (known?.Number != last) continue;
                if (!Hex(previous).Equals(known.Digest, StringComparison.OrdinalIgnoreCase)) return new AuditCheck(last, Hex(previous), last, $"entry {last} has the digest {Hex(previous)}, not {known.Digest} as was noted down: the audit was written anew");
                seen = true;
            }
            if (page.Count == Page) continue;
            return new AuditCheck(last, Hex(previous), seen ? null : last + 1, seen ? null : $"the audit ends with entry {last}; entry {known!.Number}, which was noted down, is gone");
        }
    }

    private static string? Problem(AuditEntry entry, long last, byte[] previous)
    {
        if (entry.Number != last + 1) return last + 1 == entry.Number - 1 ? $"entry {last + 1} is gone" : $"entries {last + 1} to {entry.Number - 1} are gone";
        if (!entry.Previous.AsSpan().SequenceEqual(previous)) return $"entry {entry.Number} does not follow from the one before it: one of the two was changed or put in";
        var digest = AuditEntry.DigestOf(entry.Number, entry.At, entry.Actor, entry.Act, entry.Target, entry.Detail, entry.Previous);
        return entry.Digest.AsSpan().SequenceEqual(digest) ? null : $"entry {entry.Number} was changed: its digest is of other words";
    }

    private static string Hex(byte[] digest) => Convert.ToHexStringLower(digest);
}

/// <summary>An entry's number and digest, as somebody noted them down away from the hub.</summary>
internal sealed record AuditHead(long Number, string Digest);

/// <summary>What a walk through the audit found.</summary>
/// <param name="Entries">How many from the first on are as they were written.</param>
/// <param name="Digest">Of the last of these; worth noting down away from the hub.</param>
/// <param name="BrokenAt">The first that is not; null where all are.</param>
/// <param name="Problem">What is wrong there.</param>
internal sealed record AuditCheck(long Entries, string Digest, long? BrokenAt, string? Problem);
