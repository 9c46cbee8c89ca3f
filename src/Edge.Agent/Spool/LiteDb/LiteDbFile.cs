using Edge.Hosting.Linux;
using LiteDB;
using LiteDB.Engine;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// The LiteDB file with its log: opened when it is needed, and again after every failure, since the library's engine is dead after the
/// first. What is committed is durable and checkpointed on return. Its encryption is not used (records are sealed already), and
/// <c>Rebuild</c> is never called: <see cref="DamagedPages"/> finds more.
/// </summary>
internal sealed class LiteDbFile(string path, IDisk disk, Func<string, IPageFile> open) : IDisposable
{
    public const string Size = "size";
    public const string Bytes = "bytes";
    public const string Gone = "gone";
    private bool _made = File.Exists(path);
    private bool _unnamed;
    private (IPageFile Data, IPageFile Log, PageStream DataStream, LogStream LogStream, LiteEngine Engine, LiteDatabase Database)? _open;

    public string Path => path;

    public string LogPath => path + "-log";

    /// <summary>Does something with the collections. A failure closes the file; the next use opens it again.</summary>
    /// <exception cref="DiskException">The disk did not do what was asked.</exception>
    /// <exception cref="IOException">The file cannot be opened now.</exception>
    /// <exception cref="DamagedFileException">The file is not what the library wrote, or a sector of it cannot be read.</exception>
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
            var (data, log) = (_open?.DataStream, _open?.LogStream);
            if (_open is { } dead) DeadEngine.Bury(dead.Engine);
            Close();
            if ((e as DiskException ?? data?.Fault ?? log?.Fault) is { } fault) throw fault.IsUnread ? new DamagedFileException(path, fault) : fault;
            // What the library makes of bytes that it did not write may be any exception.
            if (e is IOException or UnauthorizedAccessException or DamagedFileException) throw;
            throw new DamagedFileException(path, e);
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
        // Whoever took the file away took what was written into it.
        return File.Exists(path) ? true : throw new DiskException("use", path, LibC.NoEntry);
    });

    /// <summary>Writes down how many records the file has for good, so that none can hide from a later list.</summary>
    public void Finish(int count) => Use((_, _) =>
    {
        var (database, log) = (_open!.Value.Database, _open.Value.Log);
        if (database.UserVersion == count) return false;
        database.UserVersion = count;
        log.Sync();
        database.Checkpoint();
        return true;
    });

    /// <summary>What <see cref="Finish"/> wrote; 0 where nothing is known.</summary>
    public int Finished => Use((_, _) => _open!.Value.Database.UserVersion);

    /// <summary>A record's document, and one of its parts. One that has left keeps its document: so a list is whole or is seen not to be.</summary>
    public static BsonDocument Record(string name, long size, bool gone = false) => new() { ["_id"] = name, [Size] = size, [Gone] = gone };

    public static BsonDocument Part(string name, int index, byte[] bytes) => new() { ["_id"] = PartId(name, index), [Bytes] = bytes };

    public static string PartId(string name, int index) => $"{name}/{index:D4}";

    public static long SizeOf(BsonDocument record) => record[Size].AsInt64;

    public static bool IsGone(BsonDocument record) => record[Gone].AsBoolean;

    public static byte[]? BytesOf(BsonDocument? part) => part?[Bytes].AsBinary;

    public long Length => _open?.Data.Length ?? (File.Exists(path) ? new FileInfo(path).Length : 0);

    /// <summary>Takes the file away, where it is known to hold nothing any more.</summary>
    public void Remove()
    {
        Close();
        // The log first: beside a new file it would be taken for its own.
        disk.Delete(LogPath);
        disk.SyncFolder(Folder);
        disk.Delete(path);
        disk.SyncFolder(Folder);
    }

    /// <summary>Closes it until the next use.</summary>
    public void Close()
    {
        if (_open is not { } was) return;
        _open = null;
        try
        {
            was.Database.Dispose();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // It was dead or damaged: what was promised is on the disk already.
        }
        was.Data.Dispose();
        was.Log.Dispose();
    }

    public void Dispose() => Close();

    private string Folder => System.IO.Path.GetDirectoryName(path)!;

    private void Open()
    {
        if (_open is not null) return;
        var fresh = !File.Exists(path);
        _unnamed |= fresh;
        // Never a second one where the first was taken away.
        if (fresh && _made) throw new DiskException("open", path, LibC.NoEntry);
        var data = open(path);
        IPageFile log;
        try
        {
            log = open(LogPath);
        }
        catch
        {
            data.Dispose();
            throw;
        }
        LiteEngine? engine = null;
        var (dataStream, logStream) = (new PageStream(data), new LogStream(log));
        try
        {
            // Only the first moments of the file leave it like this, and nothing was ever accepted into it.
            if (data.Length is > 0 and <= PageStream.PageSize && log.Length == 0) data.SetLength(0);
            HeaderPage.Mend(data, log);
            engine = new LiteEngine(new EngineSettings { DataStream = dataStream, LogStream = logStream, Collation = Collation.Binary });
            var database = new LiteDatabase(engine, new BsonMapper(), disposeOnClose: true);
            // Nothing is written at a time of the library's own choosing.
            if (database.CheckpointSize != 0) database.CheckpointSize = 0;
            // Also where an earlier attempt made the file and came no further.
            if (_unnamed) disk.SyncFolder(Folder);
            _unnamed = false;
            _made = true;
            _open = (data, log, dataStream, logStream, engine, database);
        }
        catch (Exception e)
        {
            if (engine is not null) DeadEngine.Bury(engine);
            engine?.Dispose();
            data.Dispose();
            log.Dispose();
            // The library may wrap what its streams were told.
            var fault = e as DiskException ?? dataStream.Fault ?? logStream.Fault;
            if (fault is { IsUnread: false }) throw fault;
            throw new DamagedFileException(path, fault ?? e);
        }
    }
}

/// <summary>A file of LiteDB's is not what the library wrote: its pages may tell more than it can. No record is condemned by this.</summary>
internal sealed class DamagedFileException(string path, Exception? cause, string? found = null)
    : Exception(cause is DiskException { IsUnread: true } ? cause.Message : $"{path} is damaged: {found ?? cause?.Message}", cause)
{
    /// <summary>A sector could not be read: other pages may be, and the library may be able to do without them at the next start.</summary>
    public bool ProvesNothing { get; } = cause is DiskException { IsUnread: true };
}
