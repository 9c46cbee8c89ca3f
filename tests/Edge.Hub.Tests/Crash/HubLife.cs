using System.Security.Cryptography;
using Edge.Contracts.Records;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Edge.Testing.Sqlite;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Hub.Tests.Crash;

/// <summary>A hub whose database is written down step by step, one board that speaks to it, and what the hub promised the board.</summary>
internal sealed class HubLife : IAsyncDisposable
{
    public const string Node = "board-1";

    private readonly IDisposable _watch;
    private readonly IngestBench _bench;
    private readonly SimulatedBoard _board;

    private HubLife(FileLog log, IDisposable watch, IngestBench bench, SigningKey key) =>
        (Log, _watch, _bench, Key, _board) = (log, watch, bench, key, new SimulatedBoard(Node, key));

    public FileLog Log { get; }

    public SigningKey Key { get; }

    public NodeBench Hub => _bench.Hub;

    public List<ArchivedStory> Stories { get; } = [];

    /// <summary>The steps after which the board was enrolled.</summary>
    public int EnrolledAt { get; private init; }

    public static async Task<HubLife> BeginAsync(Func<FileStep, bool>? leaveOut = null, Action<DbContextOptionsBuilder>? change = null)
    {
        FileLog? log = null;
        IDisposable? watch = null;
        var hub = await NodeBench.OpenAsync(paths =>
        {
            log = new FileLog(paths.Data) { LeaveOut = leaveOut ?? (_ => false) };
            watch = SqliteTap.Watch(paths.Data, log);
        }, change);
        var key = NodeBench.NewKey();
        using var certificate = await hub.EnrolAsync(await hub.AddAsync(Node), key);
        return new HubLife(log!, watch!, IngestBench.Of(hub), new SigningKey(key)) { EnrolledAt = log!.Count };
    }

    /// <summary>A record as a board makes it: sealed to the registry's key.</summary>
    public ArchivedStory Make(int size)
    {
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        var registry = Hub.Keys.Trust.Registry;
        var record = new Record { Fields = ByteString.CopyFromUtf8($"{{\"n\":\"{id}\"}}") };
        record.Attachments.Add(new Attachment { Name = "face", ContentType = "image/jpeg", Data = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(size)) });
        var bytes = RecordSeal.Seal(record, registry, Node, id, "card");
        Stories.Add(new ArchivedStory(_board.Record(bytes, id, registry.Id), bytes));
        return Stories[^1];
    }

    public Task OfferAsync(params ArchivedStory[] stories) => SayAsync(OfferOf(stories));

    public MqttMessage OfferOf(params ArchivedStory[] stories) => _board.Offer([.. stories.Select(s => s.Manifest)]);

    public MqttMessage Chunk(ArchivedStory story, double first, double end) =>
        _board.Chunk(story.Manifest, story.Bytes, (int)(story.Bytes.Length * first), (int)(story.Bytes.Length * end));

    public MqttMessage Whole(params IEnumerable<ArchivedStory> stories) => _board.Whole(stories.Select(s => (s.Manifest, s.Bytes)));

    /// <summary>Bytes that are not the record's, as from a board with a failing memory.</summary>
    public MqttMessage WrongChunk(ArchivedStory story) => _board.Chunk(story.Manifest, new byte[story.Bytes.Length], 0, story.Bytes.Length);

    public async Task SayAsync(params MqttMessage[] messages)
    {
        var answers = await _bench.AnswersAsync(messages);
        var step = Log.Count;
        foreach (var state in answers.SelectMany(a => a.Have.Records))
        {
            var id = new Guid(state.RecordId.Span, bigEndian: true);
            Stories.Find(s => s.Manifest.RecordId == id)?.Told(state, step);
        }
        foreach (var stored in answers.SelectMany(a => a.Have.Stored))
        {
            foreach (var story in Stories.Where(s => SequenceRanges.Contains(stored.Ranges, s.Manifest.Fields.Sequence))) story.ToldStored(step);
        }
    }

    /// <summary>What SQLite does by itself when its log has grown.</summary>
    public Task CheckpointAsync() => _bench.ExecuteAsync("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>A hub that was killed and started again: what the kernel holds stays.</summary>
    public void Restart()
    {
        _bench.Restart();
        _board.Reconnect();
    }

    /// <summary>A hub that was stopped in order, which folds SQLite's log into the database, and started again.</summary>
    public void StopAndStart()
    {
        HubDbRegistration.ClearPool(Hub.Paths.Database);
        Restart();
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        _watch.Dispose();
    }
}
