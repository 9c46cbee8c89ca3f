using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Export.Following;

/// <summary>A record at which the target says "not now" again and again: after two hours of it others are tried, and where one of them is taken the fault is the record's own.</summary>
internal sealed class StuckRecord(TimeProvider time)
{
    private const int Tries = 8;

    private const int MostOthers = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    // Boards that had such a record: the next of theirs is not waited for so long.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private (long Number, long Since, int Tries) _at;

    /// <summary>Called each time the record was not taken. What is taken of others meanwhile comes again in its turn, under the same key.</summary>
    public async Task<bool> IsAtFaultAsync(HubDb db, ArchivedRecord row, long number, Func<HubDb, ArchivedRecord, CancellationToken, Task<string?>> deliver, CancellationToken cancellationToken)
    {
        _at = _at.Number == number ? _at with { Tries = _at.Tries + 1 } : (number, time.GetTimestamp(), 1);
        if (_at.Tries < Tries || (!_known.Contains(row.Node) && time.GetElapsedTime(_at.Since) < Patience)) return false;
        if (!await IsAnotherTakenAsync(db, row.Node, number, deliver, cancellationToken)) return false;
        _known.Add(row.Node);
        return true;
    }

    // Of other boards first: all of one board may be like it.
    private static async Task<bool> IsAnotherTakenAsync(HubDb db, string node, long number, Func<HubDb, ArchivedRecord, CancellationToken, Task<string?>> deliver, CancellationToken cancellationToken)
    {
        var later = Follower.Stored(db).Where(r => r.StoredNumber > number && r.PayloadDeletedAt == null).OrderBy(r => r.StoredNumber);
        var seen = new List<string> { node };
        for (var i = 0; i < MostOthers; i++)
        {
            if (await later.FirstOrDefaultAsync(r => !seen.Contains(r.Node), cancellationToken) is not { } other) break;
            if (await IsTakenAsync(other)) return true;
            seen.Add(other.Node);
        }
        return seen.Count == 1 && await later.FirstOrDefaultAsync(cancellationToken) is { } own && await IsTakenAsync(own);

        async Task<bool> IsTakenAsync(ArchivedRecord other)
        {
            try
            {
                return await deliver(db, other, cancellationToken) is null;
            }
            catch (NotNowException)
            {
                return false;
            }
        }
    }
}
