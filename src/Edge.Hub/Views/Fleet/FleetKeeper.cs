using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Fleet;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Views.Fleet;

/// <summary>Keeps <see cref="FleetBook"/> true: reads everything once, and then what has changed and nothing else.</summary>
internal sealed partial class FleetKeeper(FleetBook book, FleetReader reader, FleetSources sources, NodeRegistry nodes, ArchiveWriter archive, IOptions<FleetOptions> options,
    TimeProvider time, ILogger<FleetKeeper> logger) : BackgroundService
{
    /// <summary>Boards that are read again in one query.</summary>
    private const int Page = 500;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PublishPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan JudgePause = TimeSpan.FromSeconds(15);

    private readonly FleetDraft _draft = new(new BoardRules(options.Value));
    private long _publishedAt;
    private long _judgedAt;
    private bool _broken;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await StepAsync(stoppingToken);
    }

    /// <summary>Reads every board.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        archive.Changed.Take();
        var (facts, now) = (await reader.AllAsync(cancellationToken), time.GetUtcNow());
        _draft.ListensSince = now;
        foreach (var node in nodes.Nodes.Values.OrderBy(n => n.Name, StringComparer.Ordinal))
        {
            Put(new BoardFacts(node.Name, node.Group, node.Revoked) { Archive = facts.GetValueOrDefault(node.Name) ?? ArchiveFacts.None, Signs = sources.SignsOf(node.Name) }, now);
        }
        Publish();
    }

    /// <summary>Takes what has changed since the last step, and publishes it unless that was done a moment ago.</summary>
    internal async Task StepAsync(CancellationToken cancellationToken)
    {
        var changed = archive.Changed.Take();
        if (sources.ListensSince is { } since && since > _draft.ListensSince) _draft.ListensSince = since;
        // Who cannot be heard is not silent.
        if (!sources.Listens) _draft.ListensSince = time.GetUtcNow();
        if (changed.Count > 0) await TakeAsync(changed, cancellationToken);
        if (time.GetElapsedTime(_judgedAt) >= JudgePause) Judge();
        if (time.GetElapsedTime(_publishedAt) >= PublishPause) Publish();
    }

    // What changes by time alone: states, the strips of contacts, and that a board which is connected is in contact.
    private void Judge()
    {
        var now = time.GetUtcNow();
        if (sources.Listens) sources.NoteListening();
        foreach (var facts in _draft.Facts.ToList())
        {
            if (facts.Signs.Presence == Presence.Online) sources.Note(facts, facts);
            var contacts = sources.ContactsOf(facts.Node);
            if (!ReferenceEquals(contacts, facts.Contacts)) _draft.Put(facts with { Contacts = contacts }, now);
        }
        _draft.Judge(now);
        _judgedAt = time.GetTimestamp();
    }

    private async Task TakeAsync(IReadOnlyDictionary<string, ChangedOf> changed, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        // What costs no query first: a death is to be seen at once, whatever else there is to read.
        foreach (var (node, what) in changed)
        {
            if (nodes.Nodes.GetValueOrDefault(node) is not { } known) continue;
            // Put once, with what is read of it below.
            if (what == ChangedOf.Archive && _draft.Find(node) is not null) continue;
            var facts = _draft.Find(node) ?? new BoardFacts(node, known.Group, known.Revoked);
            if (what.HasFlag(ChangedOf.Node)) facts = facts with { Group = known.Group, Locked = known.Revoked };
            if (what.HasFlag(ChangedOf.Health)) facts = facts with { Signs = sources.SignsOf(node) };
            Put(facts, now);
        }
        foreach (var page in changed.Where(c => c.Value.HasFlag(ChangedOf.Archive)).Select(c => c.Key).Chunk(Page)) await ReadAsync(page, cancellationToken);
    }

    private async Task ReadAsync(IReadOnlyList<string> page, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (node, facts) in await reader.ReadAsync(page, cancellationToken))
            {
                if (_draft.Find(node) is { } before) Put(before with { Archive = facts }, time.GetUtcNow());
            }
            _broken = false;
        }
        catch (SqliteException e)
        {
            // Read again with the next step; what is shown is as old as it says.
            foreach (var node in page) archive.Changed.Touch(node, ChangedOf.Archive);
            if (!_broken) LogNotRead(e);
            _broken = true;
        }
    }

    private void Put(BoardFacts facts, DateTimeOffset now)
    {
        sources.Note(_draft.Find(facts.Node), facts);
        _draft.Put(sources.Complete(facts), now);
    }

    private void Publish()
    {
        if (_draft.Take() is not { } rows) return;
        _publishedAt = time.GetTimestamp();
        book.Set(rows);
    }

    [LoggerMessage(LogLevel.Warning, "What the archive has of boards could not be read; pages show what was read before, and it is tried again")]
    private partial void LogNotRead(Exception exception);
}
