using Edge.Hosting;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Export.Following;

/// <summary>One round over all that is set aside. It can be left off at any record and gone on with.</summary>
internal sealed class SetAsideRetry(FollowState state, Func<IReadOnlyList<byte[]>, CancellationToken, Task>? tellSafe, Func<HubDb, ArchivedRecord, CancellationToken, Task<string?>> deliver, Action<string> talk, TimeProvider time)
{
    private const int Page = 100;

    private readonly Queue<SetAside> _listed = new(state.Aside);
    private readonly Queue<string> _boards = new(state.Boards.Select(b => b.Node));

    /// <exception cref="NotNowException">One was not taken now. It comes last the next time, so that it keeps no other.</exception>
    /// <exception cref="HubException">The hub could not be told; what it was to be told stays set aside.</exception>
    public async Task GoOnAsync(Func<CancellationToken, Task<HubDb>> open, CancellationToken cancellationToken)
    {
        while (_listed.Count > 0)
        {
            await using var db = await open(cancellationToken);
            var (ended, taken, notNow) = (new List<string>(), new List<byte[]>(), (NotNowException?)null);
            for (var i = 0; i < Page && notNow is null && _listed.TryDequeue(out var aside); i++)
            {
                try
                {
                    var digest = Convert.FromHexString(aside.Digest);
                    var row = await Follower.Stored(db).FirstOrDefaultAsync(r => r.ManifestDigest == digest, cancellationToken);
                    if (row is not null && await StaysAsync(db, row, aside, cancellationToken)) continue;
                    // Taken back by the hub: it comes again, under another number.
                    ended.Add(aside.Key);
                    if (row is not null) taken.Add(digest);
                }
                catch (NotNowException e)
                {
                    _listed.Enqueue(aside);
                    notNow = e;
                }
            }
            if (taken.Count > 0 && tellSafe is not null) await tellSafe(taken, cancellationToken);
            if (ended.Count > 0) state.Remove(ended);
            if (notNow is not null) throw notNow;
        }
        while (_boards.TryDequeue(out var node))
        {
            if (state.Boards.FirstOrDefault(b => b.Node == node) is not { } line) continue;
            try
            {
                await using var db = await open(cancellationToken);
                await BoardAsync(db, line, cancellationToken);
            }
            catch (NotNowException)
            {
                _boards.Enqueue(node);
                throw;
            }
        }
    }

    private async Task<bool> StaysAsync(HubDb db, ArchivedRecord row, SetAside aside, CancellationToken cancellationToken)
    {
        var refused = row.PayloadDeletedAt is { } deleted
            ? FormattableString.Invariant($"its sealed bytes were deleted here on {deleted:yyyy-MM-dd}, before this export had it; the export that made it safe has it")
            : await deliver(db, row, cancellationToken);
        if (refused is null) return false;
        if (refused == aside.Reason) return true;
        talk($"record {row.RecordId} of {row.Node} stays set aside: {refused}");
        state.Replace(aside with { Reason = refused, At = time.GetUtcNow() });
        return true;
    }

    // All that was stored under its numbers, whether taken the first time or not: which of it was is not noted.
    private async Task BoardAsync(HubDb db, SetAsideBoard line, CancellationToken cancellationToken)
    {
        var listed = state.Aside.Select(a => a.Key).ToHashSet(StringComparer.Ordinal);
        var (left, taken) = (line with { First = line.Last + 1, Count = 0 }, new List<byte[]>());
        for (var after = line.First - 1; ;)
        {
            var rows = await Follower.Stored(db).Where(r => r.Node == line.Node && r.StoredNumber > after && r.StoredNumber <= line.Last).OrderBy(r => r.StoredNumber).Take(Page).ToListAsync(cancellationToken);
            foreach (var row in rows.Where(r => !listed.Contains(EndpointTarget.KeyOf(r))))
            {
                var number = row.StoredNumber!.Value;
                var refused = row.PayloadDeletedAt is null ? await deliver(db, row, cancellationToken) : "its sealed bytes were deleted here";
                if (refused is null) taken.Add(row.ManifestDigest);
                else left = left with { First = Math.Min(left.First, number), Count = left.Count + 1, Reason = refused };
            }
            if (rows.Count < Page) break;
            after = rows[^1].StoredNumber!.Value;
        }
        if (taken.Count > 0 && tellSafe is not null) await tellSafe(taken, cancellationToken);
        state.Put(left);
        talk(left.Count == 0 ? $"all of {line.Node} that was in one line is taken" : $"of {line.Node} {Counted.Of(left.Count, "record")} stay set aside in one line: {left.Reason}");
    }
}
