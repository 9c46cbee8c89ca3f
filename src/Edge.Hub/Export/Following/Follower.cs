using Edge.Hosting;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Export.Following;

/// <summary>
/// Brings each record to the target as it becomes stored, in that order and one after the other. A record is told to the hub as safe only after the target has it:
/// what the cursor has passed and is not set aside. A restored archive begins another count, so all of it is delivered again, under the same keys.
/// </summary>
internal sealed class Follower(Func<HubDb> open, RecordOpener opener, IExportTarget target, FollowState state, Func<IReadOnlyList<byte[]>, CancellationToken, Task>? tellSafe,
    TimeProvider time, Action<string> talk)
{
    /// <summary>So many set aside in one run, with at most <see cref="FollowState.MostOfBoard"/> counted of each board, are no matter of single records any more.</summary>
    public const int MostSetAside = 1000;

    private const int Page = 100;

    // In one copy: an export of everything that was never told comes in several.
    private const int MostTold = 20_000;

    private static readonly TimeSpan Repeat = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, int> _new = new(StringComparer.Ordinal);
    private readonly StuckRecord _stuck = new(time);
    private SetAsideRetry? _retry;
    private (string Text, DateTimeOffset At)? _said;

    /// <summary>Delivers what there is now.</summary>
    /// <returns>How many records were taken, refused and passed over.</returns>
    /// <exception cref="NotNowException">The target takes nothing at the moment.</exception>
    /// <exception cref="FollowEndedException">So many are set aside that it is no matter of single records.</exception>
    public async Task<FollowCount> DeliverAsync(CancellationToken cancellationToken)
    {
        var count = new FollowCount();
        while (true)
        {
            await using var db = await OpenAsync(cancellationToken);
            await CheckEpochAsync(db, cancellationToken);
            var after = state.Cursor.Delivered;
            var page = await Stored(db).Where(r => r.StoredNumber > after).OrderBy(r => r.StoredNumber).Take(Page).Select(r => new { r.Key, Number = r.StoredNumber!.Value }).ToListAsync(cancellationToken);
            foreach (var (key, number) in page.Select(r => (r.Key, r.Number)))
            {
                // Taken back since, and perhaps stored again: it comes under that number, and nothing before it is passed over for it.
                if (await Stored(db).SingleOrDefaultAsync(r => r.Key == key && r.StoredNumber == number, cancellationToken) is not { } row) continue;
                count = count.With(await OneAsync(db, row, number, cancellationToken));
                state.Write(state.Cursor with { Delivered = number });
            }
            if (page.Count == Page) continue;
            if (count.Deleted > 0) talk($"passed over: {Counted.Of(count.Deleted, "record")}, whose sealed bytes had been deleted here before this export came to them, and the export that made them safe has them");
            return count;
        }
    }

    /// <summary>Tries once more what was set aside: a key may have been given, or the receiver mended.</summary>
    /// <returns>False where the target takes nothing at the moment; called again, it goes on with the next.</returns>
    public async Task<bool> RetryAsync(CancellationToken cancellationToken)
    {
        await using (var db = await OpenAsync(cancellationToken)) await CheckEpochAsync(db, cancellationToken);
        _retry ??= new SetAsideRetry(state, tellSafe, RefusedAsync, talk, time);
        try
        {
            await _retry.GoOnAsync(OpenAsync, cancellationToken);
            _retry = null;
            return true;
        }
        catch (NotNowException e)
        {
            Say($"of what is set aside not all could be tried again: {Reason.Of(e)}");
            return false;
        }
    }

    /// <summary>Tells the hub what is at the target since it was last told. What is told twice counts once.</summary>
    /// <exception cref="HubException">The hub does not run, or refuses.</exception>
    public async Task TellAsync(CancellationToken cancellationToken)
    {
        while (tellSafe is not null && state.Cursor.Told < state.Cursor.Delivered)
        {
            if (!await TellAsync(tellSafe, state.Cursor.Told, Math.Min(state.Cursor.Delivered, state.Cursor.Told + MostTold), cancellationToken)) return;
        }
    }

    private async Task<bool> TellAsync(Func<IReadOnlyList<byte[]>, CancellationToken, Task> tell, long from, long until, CancellationToken cancellationToken)
    {
        var aside = state.Aside.Select(a => a.Digest).ToHashSet(StringComparer.Ordinal);
        var lines = state.Boards.ToDictionary(b => b.Node, StringComparer.Ordinal);
        await using (var db = await OpenAsync(cancellationToken))
        {
            // Restored since: its numbers are of other records.
            if (await db.ArchiveEpochAsync(cancellationToken) != state.Cursor.Epoch) return false;
            var rows = await Stored(db).Where(r => r.StoredNumber > from && r.StoredNumber <= until && r.PayloadDeletedAt == null).OrderBy(r => r.StoredNumber)
                .Select(r => new { r.Node, Number = r.StoredNumber!.Value, r.ManifestDigest }).ToListAsync(cancellationToken);
            var digests = rows.Where(r => !aside.Contains(Convert.ToHexStringLower(r.ManifestDigest)) && lines.GetValueOrDefault(r.Node)?.Holds(r.Node, r.Number) != true).Select(r => r.ManifestDigest).ToList();
            if (digests.Count > 0) await tell(digests, cancellationToken);
        }
        state.Write(state.Cursor with { Told = until });
        return true;
    }

    /// <summary>Says something, and the same again only after ten minutes.</summary>
    public void Say(string text)
    {
        var now = time.GetUtcNow();
        if (_said is { } said && said.Text == text && now - said.At < Repeat) return;
        _said = (text, now);
        talk(text);
    }

    internal static IQueryable<ArchivedRecord> Stored(HubDb db) => db.Set<ArchivedRecord>().AsNoTracking().Where(r => r.State == RecordState.Stored && r.StoredNumber != null);

    // One file for all that is asked of it: between two connections another may have been put in its place.
    private async Task<HubDb> OpenAsync(CancellationToken cancellationToken)
    {
        var db = open();
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    private async Task CheckEpochAsync(HubDb db, CancellationToken cancellationToken)
    {
        var epoch = await db.ArchiveEpochAsync(cancellationToken);
        if (epoch == state.Cursor.Epoch) return;
        if (state.Cursor.Delivered > 0) talk("the archive was restored from a backup: its numbers are others, so everything is delivered again under the same keys");
        state.BeginAnew(epoch);
    }

    private async Task<Followed> OneAsync(HubDb db, ArchivedRecord row, long number, CancellationToken cancellationToken)
    {
        if (row.PayloadDeletedAt is not null) return Followed.Deleted;
        string? refused;
        try
        {
            refused = await RefusedAsync(db, row, cancellationToken);
        }
        catch (NotNowException e)
        {
            if (!await _stuck.IsAtFaultAsync(db, row, number, RefusedAsync, cancellationToken)) throw;
            refused = $"it is not taken, and others are: {Reason.Of(e)}";
        }
        if (refused is null) return Followed.Taken;
        SetAside(row, number, refused);
        return Followed.SetAside;
    }

    private void SetAside(ArchivedRecord row, long number, string refused)
    {
        var one = new SetAside(EndpointTarget.KeyOf(row), row.RecordId, row.Node, Convert.ToHexStringLower(row.ManifestDigest), refused, time.GetUtcNow());
        var known = state.Aside.Any(a => a.Key == one.Key);
        var ofBoard = _new.GetValueOrDefault(row.Node);
        if (!known && ofBoard < FollowState.MostOfBoard)
        {
            if (_new.Values.Sum() >= MostSetAside) throw new FollowEndedException($"{MostSetAside} more records of {_new.Count} boards are set aside (see {state.AsidePath}), so it is hardly theirs: {refused}. Mend that, then start the export again: it goes on where it stopped, and tries those once more");
            _new[row.Node] = ofBoard + 1;
        }
        var begun = state.Boards.Any(b => b.Node == row.Node);
        if (state.Put(one, number)) talk($"record {row.RecordId} of {row.Node} is set aside: {refused}");
        else if (!begun) talk($"more of {row.Node} is set aside than is listed; the rest of it is one line in {state.BoardsPath}: {refused}");
    }

    private async Task<string?> RefusedAsync(HubDb db, ArchivedRecord row, CancellationToken cancellationToken)
    {
        try
        {
            return (await target.DeliverAsync(row, await opener.OpenAsync(db, row, cancellationToken), cancellationToken)).Refused;
        }
        catch (UnopenedException e)
        {
            return $"it {Reason.Of(e)}";
        }
    }
}

/// <summary>Following makes no sense until somebody has mended something.</summary>
internal sealed class FollowEndedException(string message) : HubException(message);

/// <summary>What became of one record.</summary>
internal enum Followed
{
    Taken,
    SetAside,

    /// <summary>Its sealed bytes had been deleted here before.</summary>
    Deleted,
}

/// <summary>What one look brought.</summary>
internal readonly record struct FollowCount(long Taken, long SetAside, long Deleted)
{
    public FollowCount With(Followed one) => one switch
    {
        Followed.Taken => this with { Taken = Taken + 1 },
        Followed.SetAside => this with { SetAside = SetAside + 1 },
        _ => this with { Deleted = Deleted + 1 },
    };
}
