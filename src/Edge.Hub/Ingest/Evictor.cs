using System.Threading.Channels;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Ingest;

/// <summary>Shuts boards out that exceed their grant, as a revocation does but for a while only: their names are denied, their certificates held off, their live connections closed; and lets them in again.</summary>
internal sealed partial class Evictor(EvictedBoards evicted, IBroker broker, ForcedDisconnect takeover, ArchiveWriter archive, IngestStatus status,
    TimeProvider time, ILogger<Evictor> logger) : BackgroundService
{
    public const string Incident = "exceeds-its-grant";

    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    private readonly Channel<Eviction> _due = Channel.CreateUnbounded<Eviction>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<string, TimeSpan> _until = new(StringComparer.Ordinal);
    private bool _listsAreOld;

    private TimeSpan Now => time.GetElapsedTime(0, time.GetTimestamp());

    /// <summary>Returns at once; the board is gone some moments later.</summary>
    public void Evict(Eviction eviction) => _due.Writer.TryWrite(eviction);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await WaitAsync(stoppingToken);
            var evictions = new List<Eviction>();
            while (_due.Reader.TryRead(out var eviction)) evictions.Add(eviction);
            foreach (var eviction in evictions) ShutOut(eviction);
            LetIn();
            if (_listsAreOld) await ReloadAsync(stoppingToken);
            await Task.WhenAll(evictions.Select(e => takeover.DropConnectionAsync(e.Node, stoppingToken)));
            await NoteAsync(evictions, stoppingToken);
        }
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = _until.Count > 0 ? _until.Values.Min() - Now : Timeout.InfiniteTimeSpan;
        if (_until.Count > 0 && wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (_listsAreOld) wait = Retry;
        await Task.WhenAny(_due.Reader.WaitToReadAsync(done.Token).AsTask(), Task.Delay(wait, time, done.Token));
        await done.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    private void ShutOut(Eviction eviction)
    {
        _until[eviction.Node] = eviction.Until;
        _listsAreOld |= evicted.Add(eviction.Node);
        if (eviction.IsFirst) LogEvicted(eviction.Node, eviction.Detail);
        status.Evicted(evicted.Names, eviction.IsFirst ? 1 : 0);
    }

    private void LetIn()
    {
        foreach (var node in _until.Where(u => u.Value <= Now).Select(u => u.Key).ToList())
        {
            _until.Remove(node);
            _listsAreOld |= evicted.Remove(node);
            LogLetIn(node);
        }
        status.Evicted(evicted.Names, 0);
    }

    private async Task ReloadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await broker.ReloadAsync(cancellationToken);
            _listsAreOld = false;
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            LogListsNotWritten(e);
        }
    }

    private async Task NoteAsync(List<Eviction> evictions, CancellationToken cancellationToken)
    {
        if (!evictions.Exists(e => e.IsFirst)) return;
        try
        {
            using var turn = await archive.TurnAsync(cancellationToken);
            await using var db = await archive.OpenAsync(cancellationToken);
            foreach (var eviction in evictions.Where(e => e.IsFirst)) await IncidentLog.NoteAsync(db, eviction.Node, Incident, eviction.Detail, 1, time.GetUtcNow(), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            foreach (var eviction in evictions) archive.Changed.Touch(eviction.Node, ChangedOf.Archive);
        }
        catch (Exception e) when (IsOfTheStore(e))
        {
            LogNotNoted(e);
        }
    }

    private static bool IsOfTheStore(Exception e) => e is IOException or UnauthorizedAccessException or DbUpdateException or Microsoft.Data.Sqlite.SqliteException;

    [LoggerMessage(LogLevel.Warning, "Board {Node} exceeds its grant and is evicted: {Detail}")]
    private partial void LogEvicted(string node, string detail);

    [LoggerMessage(LogLevel.Information, "Board {Node}, which was evicted, may come back")]
    private partial void LogLetIn(string node);

    [LoggerMessage(LogLevel.Error, "The broker's lists could not be written; evictions wait for them, and it is tried again in two seconds")]
    private partial void LogListsNotWritten(Exception exception);

    [LoggerMessage(LogLevel.Warning, "An eviction could not be put on record; it stands all the same")]
    private partial void LogNotNoted(Exception exception);
}
