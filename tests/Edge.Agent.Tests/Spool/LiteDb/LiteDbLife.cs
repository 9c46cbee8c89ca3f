using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Edge.Testing.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>A record that must be queued after every cut from one step to another.</summary>
internal sealed record LiteDbPromise(SpoolEntry Entry, int From, int Until);

/// <summary>What a board does with small segments, written down step by step.</summary>
internal sealed class LiteDbLife : IDisposable
{
    /// <summary>Room for two small records.</summary>
    public const long Limit = 260_000;

    private readonly ScratchFolder _folder = new();
    private readonly RecordedFolder _disk;
    private IRecordStore? _store;

    public LiteDbLife()
    {
        _disk = new RecordedFolder(_folder.Data.Root, Steps);
        MakeFolders(_folder.Data);
    }

    public List<FileStep> Steps { get; } = [];

    public List<LiteDbPromise> Promises { get; } = [];

    public DataFolder Data => _folder.Data;

    public static LiteDbRecordStore Open(DataFolder data, IDisk disk, Func<string, IPageFile> open) => new(Setup(data, disk, SpoolOptions.LiteDb), open, Limit);

    public static SpoolSetup Setup(DataFolder data, IDisk disk, string store) =>
        new(data, new SpoolOptions { Store = store }, disk, new LinuxDisk(), [TestKeys.Shared.Node.Public], TimeProvider.System, NullLogger.Instance);

    public static void MakeFolders(DataFolder data)
    {
        foreach (var path in (string[])[data.Spool, data.Tmp, data.Kept, data.Quarantine, data.Segments]) Directory.CreateDirectory(path);
    }

    /// <summary>Starts on LiteDB, as after a restart.</summary>
    public void Start()
    {
        _store?.Dispose();
        var store = Open(Data, _disk, path => new RecordedPageFile(Data.Root, path, Steps));
        StoreChoice.MoveRecords(Setup(Data, _disk, SpoolOptions.LiteDb), store);
        store.List();
        _store = store;
    }

    /// <summary>Starts on files.</summary>
    public void StartOnFiles()
    {
        _store?.Dispose();
        _store = new FileRecordStore(Data.Spool, Data, _disk);
        using var from = Open(Data, _disk, path => new RecordedPageFile(Data.Root, path, Steps));
        StoreChoice.MoveRecords(from, _store);
    }

    public void Accept(ulong sequence, int size)
    {
        var (manifest, bytes) = TestRecords.Make(sequence, size);
        var entry = RecordFileName.Entry(manifest, RecordFrame.HeaderLength(manifest) + size);
        _store!.Write(entry, manifest, bytes);
        Promises.Add(new LiteDbPromise(entry, Steps.Count, int.MaxValue));
    }

    public void Release(int index)
    {
        Promises[index] = Promises[index] with { Until = Steps.Count };
        _store!.MoveTo(Data.Kept, [Promises[index].Entry]);
    }

    /// <summary>The medium spoils a page of a segment while the board is off; done at once and for good.</summary>
    public void Spoil(string segment, int page)
    {
        _store?.Dispose();
        var path = Path.Combine(Data.Segments, segment);
        var (at, noise) = (page * PageStream.PageSize, new byte[PageStream.PageSize]);
        new Random(page).NextBytes(noise);
        using (var file = File.OpenWrite(path))
        {
            file.Position = at;
            file.Write(noise);
        }
        Steps.Add(new FileStep.Written(_disk.Relative(path), at, noise));
        Steps.Add(new FileStep.Synced(_disk.Relative(path), Folder: false));
    }

    public void Dispose()
    {
        _store?.Dispose();
        _folder.Dispose();
    }
}
