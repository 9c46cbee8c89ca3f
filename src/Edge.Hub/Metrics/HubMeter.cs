using System.Diagnostics.Metrics;
using System.Text.Json;
using Edge.Contracts.Wire;
using Edge.Hosting;
using Edge.Hub.Alerts;
using Edge.Hub.Ingest;
using Edge.Hub.Views.Fleet;

namespace Edge.Hub.Metrics;

/// <summary>The hub's instruments over its read models. No series names a board, a user or a citizen, and their number does not grow with the fleet.</summary>
internal sealed class HubMeter : IDisposable
{
    private static int _made;

    private readonly Meter _meter;
    private readonly HubReadings _readings;
    private readonly TimeProvider _time;

    public HubMeter(HubReadings readings, AlertBook alerts, IngestStatus ingest, HubHealth health, TimeProvider time)
    {
        (_readings, _time) = (readings, time);
        // Instruments are found by their meter's name in the whole process; a second hub in it, as tests have, is not to be taken for the first.
        Name = Interlocked.Increment(ref _made) is var number and > 1 ? $"Edge.Hub.{number}" : "Edge.Hub";
        _meter = new Meter(Name, ProductVersion.Text);
        Boards();
        Records();
        Alerts(alerts);
        Ingest(ingest);
        Hub(health);
    }

    /// <summary>The meter's name.</summary>
    public string Name { get; }

    public void Dispose() => _meter.Dispose();

    private void Boards()
    {
        Many("edge.boards", "{board}", "Boards by state.", () => _readings.Fleet.States.Select(s => Tagged<long>(s.Value, "state", Word(s.Key))));
        One("edge.boards.online", "{board}", "Boards that are connected now.", () => _readings.Fleet.Online);
        One("edge.backlog.records", "{record}", "Records that boards hold and the hub does not have, by their last word.", () => _readings.Fleet.Backlog.Records);
        One("edge.backlog", "By", "Bytes of those records.", () => _readings.Fleet.Backlog.Bytes);
        Many("edge.backlog.oldest.age", "s", "Age of the oldest record that is held by a board; no value where none is.", () => Age(_readings.Fleet.Oldest));
        Many("edge.group.boards", "{board}", "Boards of a group by state.", () => _readings.Fleet.Groups.SelectMany(g => g.States.Select(s => new Measurement<long>(s.Value, new("group", g.Group), new("state", Word(s.Key))))));
        Many("edge.group.backlog.records", "{record}", "Records that boards of a group hold.", () => _readings.Fleet.Groups.Select(g => Tagged(g.Backlog.Records, "group", g.Group)));
        Many("edge.group.backlog", "By", "Bytes of those records.", () => _readings.Fleet.Groups.Select(g => Tagged(g.Backlog.Bytes, "group", g.Group)));
        Many("edge.group.records.stored", "{record}", "Records of a group's boards in the archive.", () => _readings.Fleet.Groups.Select(g => Tagged(g.Stored, "group", g.Group)));
    }

    private void Records()
    {
        One("edge.records.stored", "{record}", "Records in the archive.", () => _readings.Fleet.Stored);
        One("edge.records.receiving", "{record}", "Records of which the archive has a part.", () => _readings.Fleet.Receiving);
        One("edge.records.gaps", "{record}", "Record numbers that neither the archive has nor a board announces.", () => _readings.Fleet.Gaps);
        One("edge.records.damaged", "{record}", "Records that boards reported as damaged.", () => _readings.Fleet.Damaged);
        One("edge.records.not.safe", "{record}", "Stored records that are in no confirmed copy.", () => _readings.Archive.NotSafe);
        Counters("edge.records.held", "{record}", "How often a record was told to wait, by reason.", () => Enum.GetValues<HeldReason>().Where(r => r != HeldReason.Unspecified).Select(r => Tagged(_readings.Archive.Held.GetValueOrDefault((int)r), "reason", Word(r))));
        Many("edge.backup.confirmed.timestamp", "s", "When a backup was last confirmed, in seconds since 1970; 0 where none ever was.", () => Since(_readings.Archive.BackupConfirmedAt ?? DateTimeOffset.UnixEpoch));
    }

    private void Alerts(AlertBook alerts) => Many("edge.alerts.open", "{alert}", "Open alerts by cause.", () =>
    {
        var counts = alerts.Open.CountBy(a => a.Cause).ToDictionary();
        return Enum.GetValues<BoardCause>().Select(c => Tagged<long>(counts.GetValueOrDefault(c), "cause", Word(c)));
    });

    private void Ingest(IngestStatus ingest)
    {
        One("edge.ingest.connected", "1", "1 while the hub listens to the boards.", () => ingest.Connected ? 1 : 0);
        One("edge.ingest.queue", "{message}", "Messages that waited when the last group was committed.", () => IngestMeter.Waiting);
        Many("edge.ingest.last.commit.timestamp", "s", "When something of a board was last committed, in seconds since 1970; no value where nothing was since the start.", () => Since(ingest.LastCommitAt));
        Counters("edge.ingest.duplicate", "By", "Bytes that came although they were committed already.", () => [new(ingest.DuplicateBytes)]);
        Counters("edge.ingest.dropped.messages", "{message}", "Messages that were lost because they came faster than the hub takes them in.", () => [new(ingest.ReceiveDropped)]);
        Counters("edge.ingest.evictions", "{eviction}", "How often a board was shut out for sending more than it may.", () => [new(ingest.Evictions)]);
        One("edge.ingest.evicted.boards", "{board}", "Boards that are shut out now.", () => ingest.EvictedNow.Count);
    }

    private void Hub(HubHealth health)
    {
        Many("edge.hub.part.ok", "1", "1 where a part of the hub can do its work.", () => health.Parts.Select(p => Tagged<long>(p.Value.Ok ? 1 : 0, "part", p.Key)));
        One("edge.hub.ready", "1", "1 while every part can.", () => health.Ready ? 1 : 0);
        Many("edge.hub.start.timestamp", "s", "When the hub started, in seconds since 1970.", () => Since(health.StartedAt));
        Many<long>("edge.hub.info", "1", "The hub's version.", () => [Tagged<long>(1, "version", ProductVersion.Text)]);
    }

    private void One(string name, string unit, string description, Func<long> read) => _meter.CreateObservableGauge(name, read, unit, description);

    private void Many<T>(string name, string unit, string description, Func<IEnumerable<Measurement<T>>> read) where T : struct => _meter.CreateObservableGauge(name, read, unit, description);

    private void Counters(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> read) => _meter.CreateObservableCounter(name, read, unit, description);

    private IEnumerable<Measurement<double>> Age(DateTimeOffset? at) => at is { } then ? [new(Math.Max(0, (_time.GetUtcNow() - then).TotalSeconds))] : [];

    private static IEnumerable<Measurement<double>> Since(DateTimeOffset? at) => at is { } then ? [new(then.ToUnixTimeMilliseconds() / 1000.0)] : [];

    private static Measurement<T> Tagged<T>(T value, string tag, string word) where T : struct => new(value, new KeyValuePair<string, object?>(tag, word));

    // As labels are written: offline_as_usual.
    private static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
