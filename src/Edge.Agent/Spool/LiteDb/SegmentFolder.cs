using System.Globalization;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>The files of the segments: <c>{number}.litedb</c> with its log, and for a damaged one <c>{number}.damaged-{n}</c>, which name what left it since.</summary>
internal sealed partial class SegmentFolder(DataFolder data, IDisk disk, Func<string, IPageFile> open, ILogger logger)
{
    // The one that is written to, and the one that is read from.
    private const int MostOpen = 2;
    private const string Extension = ".litedb";
    private readonly Lock _gate = new();
    private readonly LinkedList<Segment> _used = [];

    public LibraryCache Cache { get; } = new();

    public IDisk Disk => disk;

    public Func<string, IPageFile> Open => open;

    public string Path => data.Segments;

    public string PathOf(long number) => System.IO.Path.Combine(Path, Name(number));

    /// <summary>The numbers of the segments, oldest first; what is left of those that are gone is cleared away.</summary>
    public List<long> Numbers()
    {
        DurableFile.EnsureFolder(disk, Path);
        disk.SyncFolder(Path);
        var numbers = Files(Path, "*" + Extension).Select(NumberOf).OfType<long>().Order().ToList();
        var left = Files(Path, "*").Where(f => NumberOf(f) is { } number && !numbers.Contains(number)).ToList();
        foreach (var path in left) disk.Delete(path);
        if (left.Count > 0) disk.SyncFolder(Path);
        return numbers;
    }

    /// <summary>A number that no segment ever had, here or set aside.</summary>
    public long Next(IEnumerable<long> present) =>
        1 + present.Concat(Files(data.Quarantine, "*" + Extension).Select(NumberOf).OfType<long>()).DefaultIfEmpty().Max();

    public Pages Pages(long number)
    {
        var (path, log) = (PathOf(number) + "-log", (IPageFile?)null);
        var data = open(PathOf(number));
        try
        {
            log = File.Exists(path) ? open(path) : null;
            return new Pages(data, log);
        }
        catch
        {
            data.Dispose();
            log?.Dispose();
            throw;
        }
    }

    public DamagedPages DamagedPages(long number)
    {
        var pages = Pages(number);
        try
        {
            var found = new DamagedPages(pages, PathOf(number));
            foreach (var name in MarksOf(number).SelectMany(Lines)) found.Leave(name);
            return found;
        }
        catch
        {
            pages.Dispose();
            throw;
        }
    }

    public List<string> MarksOf(long number) => Directory.Exists(Path) ? [.. Files(Path, $"{Stem(number)}.damaged-*").Order(StringComparer.Ordinal)] : [];

    /// <summary>Durably writes down which records left a damaged segment.</summary>
    public void Mark(long number, ReadOnlySpan<byte> names)
    {
        var path = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{Stem(number)}.damaged-{MarksOf(number).Count:D6}"));
        using (var file = disk.CreateFile(path, names.Length))
        {
            if (!names.IsEmpty) file.Write(names);
            file.Sync();
        }
        disk.SyncFolder(Path);
    }

    /// <summary>From now on this segment is read page by page and not written.</summary>
    public void Doubt(long number, DamagedFileException found)
    {
        LogDamaged(PathOf(number), found.Message, data.Quarantine);
        try
        {
            Mark(number, []);
        }
        catch (DiskException e)
        {
            // This run knows; the next one finds out for itself.
            LogNotMarked(PathOf(number), e.Message);
        }
    }

    /// <summary>The same until the next start, which looks whether the library can read it.</summary>
    public void NotNow(long number, DamagedFileException found) => LogUnread(PathOf(number), found.Message);

    /// <summary>Moves a damaged segment that nothing waits in to quarantine/.</summary>
    public void SetAside(long number)
    {
        foreach (var path in (string[])[PathOf(number) + "-log", PathOf(number)])
        {
            if (File.Exists(path)) disk.Rename(path, System.IO.Path.Combine(data.Quarantine, System.IO.Path.GetFileName(path)));
            disk.SyncFolder(data.Quarantine);
            disk.SyncFolder(Path);
        }
        foreach (var mark in MarksOf(number)) disk.Delete(mark);
        disk.SyncFolder(Path);
    }

    /// <summary>Closes the one that was not used for longest, where too many are open.</summary>
    public void Used(Segment segment)
    {
        lock (_gate)
        {
            _used.Remove(segment);
            _used.AddFirst(segment);
            if (_used.Count <= MostOpen) return;
            while (_used.Count > MostOpen && _used.Last!.Value.TryClose()) _used.RemoveLast();
            Cache.GiveBack();
        }
    }

    private static string[] Files(string folder, string pattern) => Try("list", folder, () => Directory.GetFiles(folder, pattern));

    private static string[] Lines(string path) => Try(DiskException.Reading, path, () => File.ReadAllLines(path));

    private static string[] Try(string operation, string path, Func<string[]> what)
    {
        try
        {
            return what();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw DiskException.From(operation, path, e);
        }
    }

    private static string Stem(long number) => number.ToString("D8", CultureInfo.InvariantCulture);

    private static string Name(long number) => Stem(number) + Extension;

    private static long? NumberOf(string path)
    {
        var name = System.IO.Path.GetFileName(path);
        return name.Length > 8 && name[8] == '.' && long.TryParse(name.AsSpan(0, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [LoggerMessage(LogLevel.Error, "{Path} is damaged: {Reason}; what its pages still hold goes on from there, nothing is added to it, and once all of that is released it is set aside in {Folder}")]
    private partial void LogDamaged(string path, string reason, string folder);

    [LoggerMessage(LogLevel.Error, "{Path} cannot be read everywhere now: {Reason}; what its other pages hold goes on from there, the rest waits and is tried again, and nothing is added to it until the next start")]
    private partial void LogUnread(string path, string reason);

    [LoggerMessage(LogLevel.Warning, "That {Path} is damaged could not be written down: {Reason}")]
    private partial void LogNotMarked(string path, string reason);
}
