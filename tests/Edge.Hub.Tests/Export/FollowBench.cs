using System.Security.Cryptography;
using Edge.Contracts.Sealing;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Export;
using Edge.Hub.Export.Following;
using Edge.Hub.Tests.Ingest;
using Edge.Testing;
using Edge.Testing.Time;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Record = Edge.Contracts.Wire.Record;
using RecordState = Edge.Hub.Archive.RecordState;

namespace Edge.Hub.Tests.Export;

/// <summary>An archive that is being filled, and a follower that may be killed and begun again.</summary>
internal sealed class FollowBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ECDiffieHellman _registry = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
    private readonly DbContextOptions<HubDb> _options;
    private readonly List<FollowState> _states = [];
    private long _stored;

    private FollowBench()
    {
        var options = new DbContextOptionsBuilder<HubDb>();
        HubDbRegistration.Configure(options, _folder.File("hub.db"), pooled: false);
        _options = (DbContextOptions<HubDb>)options.Options;
    }

    public SimulatedBoard Board { get; } = new("kiosk-1", new SigningKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)));

    public ManualTime Time { get; } = new();

    public List<string> Said { get; } = [];

    public RegistryKeys Keys { get; } = new();

    /// <summary>What the hub was told, call by call.</summary>
    public List<IReadOnlyList<byte[]>> Told { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FollowBench> OpenAsync()
    {
        var bench = new FollowBench();
        await using (var file = new SqliteConnection($"Data Source={bench._folder.File("hub.db")};Pooling=False"))
        {
            await file.OpenAsync(Token);
            await using var command = file.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            await command.ExecuteNonQueryAsync(Token);
        }
        await using var db = bench.Db();
        await db.Database.MigrateAsync(Token);
        bench.Keys.Add(Copy(bench._registry));
        return bench;
    }

    public string Folder(string name) => _folder.File(name);

    public HubDb Db() => new(_options);

    /// <summary>Stores a record of <see cref="Board"/>, or of a board that is named.</summary>
    public async Task<ArchivedRecord> StoreAsync(ECDiffieHellman? registry = null, string node = "kiosk-1")
    {
        var board = node == "kiosk-1" ? Board : new SimulatedBoard(node, Board.Key);
        var (id, spki) = (Guid.CreateVersion7(Time.Now), (registry ?? _registry).ExportSubjectPublicKeyInfo());
        var record = new Record { Fields = ByteString.CopyFromUtf8($"{{\"n\":\"{_stored}\"}}") };
        record.Attachments.Add(new Attachment { Name = "face.jpg", Data = ByteString.CopyFromUtf8("pixels") });
        var bytes = RecordSeal.Seal(record, new RegistryKey(KeyId.Of(spki), spki), node, id, "card");
        var row = ArchivedRecord.From(board.Record(bytes, id, KeyId.Of(spki)), node, "mqtt", default, Time.Now);
        (row.State, row.StoredNumber, row.StoredAt) = (RecordState.Stored, ++_stored, Time.Now);
        await using var db = Db();
        db.Add(row);
        await db.SaveChangesAsync(Token);
        db.Add(new ArchivedChunk { RecordKey = row.Key, Offset = 0, Length = bytes.Length, Data = bytes });
        await db.SaveChangesAsync(Token);
        return row;
    }

    /// <summary>A follower that has just started, from what an earlier one noted.</summary>
    public (Follower Follower, FollowState State) Start(IExportTarget target, bool tells = true)
    {
        foreach (var state in _states) state.Dispose();
        var opened = FollowState.Open(_folder.File("state"), "the target");
        _states.Add(opened);
        return (new Follower(Db, new RecordOpener(Keys), target, opened, tells ? Tell : null, Time, Said.Add), opened);
    }

    public static ECDiffieHellman Copy(ECDiffieHellman given)
    {
        var key = ECDiffieHellman.Create();
        key.ImportECPrivateKey(given.ExportECPrivateKey(), out _);
        return key;
    }

    public ValueTask DisposeAsync()
    {
        foreach (var state in _states) state.Dispose();
        Keys.Dispose();
        _registry.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task Tell(IReadOnlyList<byte[]> digests, CancellationToken cancellationToken)
    {
        Told.Add(digests);
        return Task.CompletedTask;
    }
}

/// <summary>A target that does as the test says.</summary>
internal sealed class ScriptedTarget : IExportTarget
{
    public List<string> Got { get; } = [];

    /// <summary>What to do with a record; by default it is taken.</summary>
    public Func<ArchivedRecord, Delivery> Does { get; set; } = _ => Delivery.Taken;

    public Task<Delivery> DeliverAsync(ArchivedRecord row, OpenedRecord opened, CancellationToken cancellationToken)
    {
        Got.Add(EndpointTarget.KeyOf(row));
        return Task.FromResult(Does(row));
    }
}
