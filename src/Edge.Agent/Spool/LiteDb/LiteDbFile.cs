using Edge.Agent.Storage;
using LiteDB;
using LiteDB.Engine;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// The LiteDB file with its log: opened when it is needed, and again after every failure, since the library's engine is dead after the
/// first. What is committed is durable and checkpointed on return. Its encryption is not used (records are sealed already), and
/// <c>Rebuild</c> is never called: it needs the room twice and drops what it cannot read.
/// </summary>
internal sealed class LiteDbFile(string path, IDisk disk, Func<string, IPageFile> open) : IDisposable
{
    private const string Size = "size";
    private const string Bytes = "bytes";
    private (IPageFile Data, IPageFile Log, PageStream DataStream, LogStream LogStream, LiteEngine Engine, LiteDatabase Database)? _open;

    public string Path => path;

    public string LogPath => path + "-log";

    /// <summary>Does something with the collections. A failure closes the file; the next use opens it again.</summary>
    /// <exception cref="DiskException">The disk did not do what was asked.</exception>
    /// <exception cref="LiteException">The library finds its file damaged.</exception>
    public T Use<T>(Func<ILiteCollection<BsonDocument>, ILiteCollection<BsonDocument>, T> use)
    {
        Open();
        try
        {
            var database = _open!.Value.Database;
            return use(database.GetCollection("records"), database.GetCollection("parts"));
        }
        catch (Exception e)
        {
            var fault = _open?.DataStream.Fault ?? _open?.LogStream.Fault;
            if (_open is { } dead) DeadEngine.Bury(dead.Engine);
            Close();
            if (fault is not null && fault != e) throw new DiskException("use", path, fault.Errno);
            throw;
        }
    }

    /// <summary>The same in one transaction, durable and checkpointed on return.</summary>
    public void Commit(Action<ILiteCollection<BsonDocument>, ILiteCollection<BsonDocument>> change) => Use((records, parts) =>
    {
        var (database, log) = (_open!.Value.Database, _open.Value.Log);
        database.BeginTrans();
        change(records, parts);
        database.Commit();
        log.Sync();
        database.Checkpoint();
        return true;
    });

    /// <summary>A record's document, and one of its parts.</summary>
    public static BsonDocument Record(string name, long size) => new() { ["_id"] = name, [Size] = size };

    public static BsonDocument Part(string name, int index, byte[] bytes) => new() { ["_id"] = PartId(name, index), [Bytes] = bytes };

    public static string PartId(string name, int index) => $"{name}/{index:D4}";

    public static long SizeOf(BsonDocument record) => record[Size].AsInt64;

    public static byte[]? BytesOf(BsonDocument? part) => part?[Bytes].AsBinary;

    public long Length => _open?.Data.Length ?? (File.Exists(path) ? new FileInfo(path).Length : 0);

    /// <summary>Takes the file away, where it is known to hold nothing: it never shrinks by itself.</summary>
    public void Remove()
    {
        Close();
        // The log first: beside a new file it would be taken for its own.
        disk.Delete(LogPath);
        disk.SyncFolder(Folder);
        disk.Delete(path);
        disk.SyncFolder(Folder);
    }

    public void Dispose() => Close();

    private string Folder => System.IO.Path.GetDirectoryName(path)!;

    private void Open()
    {
        if (_open is not null) return;
        var fresh = !File.Exists(path);
        var (data, log) = (open(path), open(LogPath));
        LiteEngine? engine = null;
        try
        {
            // Only the first moments of the file leave it like this, and nothing was ever accepted into it.
            if (data.Length is > 0 and <= PageStream.PageSize && log.Length == 0) data.SetLength(0);
            HeaderPage.Mend(data, log);
            var (dataStream, logStream) = (new PageStream(data), new LogStream(log));
            engine = new LiteEngine(new EngineSettings { DataStream = dataStream, LogStream = logStream, Collation = Collation.Binary });
            var database = new LiteDatabase(engine, new BsonMapper(), disposeOnClose: true);
            // Nothing is written at a time of the library's own choosing.
            if (database.CheckpointSize != 0) database.CheckpointSize = 0;
            if (fresh) disk.SyncFolder(Folder);
            _open = (data, log, dataStream, logStream, engine, database);
        }
        catch
        {
            if (engine is not null) DeadEngine.Bury(engine);
            engine?.Dispose();
            data.Dispose();
            log.Dispose();
            throw;
        }
    }

    private void Close()
    {
        if (_open is not { } was) return;
        _open = null;
        was.Database.Dispose();
        was.Data.Dispose();
        was.Log.Dispose();
    }
}
