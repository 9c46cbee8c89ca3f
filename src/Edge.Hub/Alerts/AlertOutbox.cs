using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Alerts;

/// <summary>Messages that are still to be sent, in the archive: at each way one that is being tried, and one that gathers what came since.</summary>
internal sealed class AlertOutbox(IEnumerable<IAlertSender> senders, ArchiveWriter archive)
{
    // What opens together, such as a region whose line is cut, is told together.
    private static readonly TimeSpan Gather = TimeSpan.FromSeconds(30);

    private readonly string[] _ways = [.. senders.Select(s => s.Way)];
    private volatile bool _mayHave = true;

    /// <summary>False where there is surely nothing to send.</summary>
    public bool MayHave => _mayHave;

    /// <summary>Adds what has changed to the transaction that is open on <paramref name="db"/>.</summary>
    public async Task AddAsync(HubDb db, IReadOnlyList<AlertView> opened, IReadOnlyList<AlertView> closed, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var news = AlertDigest.Of(opened, closed);
        foreach (var way in _ways)
        {
            var gathering = await db.Set<AlertMessage>().FirstOrDefaultAsync(m => m.Way == way && m.Tries == 0, cancellationToken);
            if (gathering is null) db.Add(new AlertMessage { Id = Guid.CreateVersion7(now), Way = way, Body = news.Write(), MadeAt = now, NextAt = now + Gather });
            else gathering.Body = AlertDigest.Read(gathering.Body).With(news).Write();
        }
    }

    /// <summary>Something was added and committed.</summary>
    public void Wake() => _mayHave = true;

    /// <summary>The next message of a way that is due, counted as tried: what comes from now on goes into another. Null where none is.</summary>
    public async Task<AlertMessage?> TakeAsync(string way, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // One after another: a way that fails is not tried with the next message either.
        if ((await WaitingAsync(cancellationToken)).Find(m => m.Way == way) is not { } first || first.NextAt > now) return null;
        return await archive.ChangeAsync(async db =>
        {
            var message = await db.Set<AlertMessage>().Where(m => m.Way == way).OrderBy(m => m.Key).FirstAsync(cancellationToken);
            message.Tries++;
            message.NextAt = now + Backoff(message.Tries);
            return message;
        }, cancellationToken);
    }

    public Task DoneAsync(AlertMessage message, CancellationToken cancellationToken) =>
        archive.ChangeAsync(db => db.Set<AlertMessage>().Where(m => m.Key == message.Key).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private async Task<List<AlertMessage>> WaitingAsync(CancellationToken cancellationToken)
    {
        // Before the look: what is added meanwhile sets it again.
        _mayHave = false;
        var mayHave = true;
        try
        {
            await using var db = await archive.OpenAsync(cancellationToken);
            var waiting = await db.Set<AlertMessage>().AsNoTracking().OrderBy(m => m.Key).ToListAsync(cancellationToken);
            mayHave = waiting.Count > 0;
            return waiting;
        }
        finally
        {
            if (mayHave) _mayHave = true;
        }
    }

    /// <summary>How long after so many tries the next one is made.</summary>
    internal static TimeSpan Backoff(int tries) => TimeSpan.FromSeconds(Math.Min(3600, 30 * Math.Pow(2, Math.Min(tries - 1, 10))));
}

/// <summary>A way to tell people and programs of alerts.</summary>
internal interface IAlertSender
{
    /// <summary>A short name.</summary>
    string Way { get; }

    /// <summary>Returns once the other side has it.</summary>
    /// <exception cref="AlertNotSentException">It has not, as far as is known; sending it again is safe.</exception>
    Task SendAsync(AlertMessage message, CancellationToken cancellationToken);
}

/// <summary>A message could not be sent.</summary>
internal sealed class AlertNotSentException(string message, Exception? inner = null) : Exception(message, inner);
