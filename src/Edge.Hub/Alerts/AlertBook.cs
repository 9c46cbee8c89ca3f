using System.Collections.Immutable;
using Edge.Contracts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Alerts;

/// <summary>The alerts: open ones in memory, all of them in the archive.</summary>
internal sealed class AlertBook(ArchiveWriter archive, AuditLog audit, AlertOutbox outbox, AlertCounts counts, SteadyClock clock, IOptions<AlertsOptions> options, TimeProvider time) : IDisposable
{
    public const int LongestNote = 500;
    private const int MostListed = 500;
    private const int Page = 500;

    // What is open is changed in memory and in the archive by one at a time, or the two would differ until the next start.
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile ImmutableDictionary<AlertOf, AlertView> _open = ImmutableDictionary<AlertOf, AlertView>.Empty;

    /// <summary>Raised on a thread of the pool when an alert was opened, closed or acknowledged.</summary>
    public event Action? Changed;

    /// <summary>Open alerts, the newest first.</summary>
    public IReadOnlyList<AlertView> Open => [.. _open.Values.OrderByDescending(a => a.Id)];

    /// <summary>Reads those that are open; once, before anything else is asked.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var rows = await db.Set<Alert>().AsNoTracking().Where(a => a.ClosedAt == null).ToListAsync(cancellationToken);
        _open = rows.ToImmutableDictionary(a => new AlertOf(a.Node, a.Cause), AlertView.Of);
        Count(rows.Select(a => a.Node));
    }

    /// <summary>Writes down what was decided, with the message that tells of it, in one transaction for so many together.</summary>
    public async Task ApplyAsync(AlertChanges changes, Func<string, string> groupOf, CancellationToken cancellationToken)
    {
        if (changes.Opened.Count + changes.Closed.Count == 0) return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            await ChangeAsync(changes, groupOf, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
        outbox.Wake();
        Changed?.Invoke();
    }

    private async Task ChangeAsync(AlertChanges changes, Func<string, string> groupOf, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var opened = changes.Opened.Where(o => !_open.ContainsKey(o)).Select(o => new Alert { Node = o.Node, Group = groupOf(o.Node), Cause = o.Cause, OpenedAt = now, LastAt = now }).ToList();
        var closed = changes.Closed.Select(c => _open.GetValueOrDefault(c)).OfType<AlertView>().ToList();
        await archive.ChangeAsync(async db =>
        {
            foreach (var page in closed.Chunk(Page))
            {
                var keys = page.Select(c => c.Id).ToList();
                await db.Set<Alert>().Where(a => keys.Contains(a.Key)).ExecuteUpdateAsync(s => s.SetProperty(a => a.ClosedAt, now), cancellationToken);
            }
            db.AddRange(opened);
            await db.SaveChangesAsync(cancellationToken);
            await outbox.AddAsync(db, [.. opened.Select(AlertView.Of)], [.. closed.Select(c => c with { ClosedAt = now })], now, cancellationToken);
            return true;
        }, cancellationToken);
        _open = _open.RemoveRange(changes.Closed).SetItems(opened.Select(o => KeyValuePair.Create(new AlertOf(o.Node, o.Cause), AlertView.Of(o))));
        Count(opened.Select(o => o.Node).Concat(closed.Select(c => c.Node)));
    }

    /// <summary>Somebody has seen to it. Again by somebody else is no second acknowledgement.</summary>
    /// <exception cref="MalformedException">The note is empty or too long.</exception>
    /// <exception cref="HubException">There is no such alert, or it was acknowledged.</exception>
    public async Task<AlertView> AckAsync(Actor actor, long id, string note, CancellationToken cancellationToken)
    {
        var text = note.Trim();
        if (text.Length is 0 or > LongestNote) throw new MalformedException($"a note has 1 to {LongestNote} characters; this one has {text.Length}");
        await _one.WaitAsync(cancellationToken);
        try
        {
            return await NoteAckAsync(actor, id, text, cancellationToken);
        }
        finally
        {
            _one.Release();
            Changed?.Invoke();
        }
    }

    private async Task<AlertView> NoteAckAsync(Actor actor, long id, string text, CancellationToken cancellationToken)
    {
        var view = await archive.ChangeAsync(async db =>
        {
            var row = await db.Set<Alert>().SingleOrDefaultAsync(a => a.Key == id, cancellationToken) ?? throw new HubException($"there is no alert {id}; 'edge-hub alert list' shows those that are open");
            if (row.AckedAt is { } before) throw new HubException($"alert {id} was acknowledged by {row.AckedBy} on {before:yyyy-MM-dd HH:mm} UTC");
            (row.AckedAt, row.AckedBy, row.Note) = (time.GetUtcNow(), actor.Name, text);
            await audit.AppendAsync(db, actor, "alert-acknowledged", row.Node.Length == 0 ? "hub" : row.Node, $"alert {id}, {row.Cause}", cancellationToken);
            return AlertView.Of(row);
        }, cancellationToken);
        var of = new AlertOf(view.Node, view.Cause);
        if (_open.TryGetValue(of, out var open) && open.Id == id) _open = _open.SetItem(of, view);
        return view;
    }

    /// <summary>Alerts from the newest on, closed ones too.</summary>
    /// <param name="before">Only those with a lower number; null for the newest.</param>
    /// <param name="node">Only of that board.</param>
    /// <param name="most">1 to 500.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AlertView>> ListAsync(long? before, string? node, int most, CancellationToken cancellationToken)
    {
        await using var db = await archive.OpenAsync(cancellationToken);
        var rows = await db.Set<Alert>().AsNoTracking().Where(a => (before == null || a.Key < before) && (node == null || a.Node == node))
            .OrderByDescending(a => a.Key).Take(Math.Clamp(most, 1, MostListed)).ToListAsync(cancellationToken);
        return [.. rows.Select(AlertView.Of)];
    }

    /// <summary>Notes that the open ones still hold, and deletes one page of those that were closed long ago.</summary>
    public async Task<bool> UpkeepAsync(CancellationToken cancellationToken)
    {
        var mayDelete = await clock.MayDeleteAsync(cancellationToken);
        return await archive.ChangeAsync(async db =>
        {
            var now = time.GetUtcNow();
            var oldest = now.AddDays(-options.Value.KeepDays).ToUnixTimeMilliseconds();
            await db.Set<Alert>().Where(a => a.ClosedAt == null).ExecuteUpdateAsync(s => s.SetProperty(a => a.LastAt, now), cancellationToken);
            return mayDelete && await db.Database.ExecuteSqlAsync($"""DELETE FROM "Alerts" WHERE "Key" IN (SELECT "Key" FROM "Alerts" WHERE "ClosedAt" < {oldest} LIMIT {Page})""", cancellationToken) == Page;
        }, cancellationToken);
    }

    public void Dispose() => _one.Dispose();

    private void Count(IEnumerable<string> nodes)
    {
        var open = _open.Keys.CountBy(o => o.Node).ToDictionary(StringComparer.Ordinal);
        foreach (var node in nodes.Where(n => n.Length > 0).Distinct())
        {
            counts.Set(node, open.GetValueOrDefault(node));
            archive.Changed.Touch(node, ChangedOf.Alerts);
        }
    }
}
