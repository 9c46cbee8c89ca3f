using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using static Edge.Testing.Sqlite.NativeVfs;

namespace Edge.Testing.Sqlite;

/// <summary>Puts itself between SQLite and the kernel: every write, truncation, fsync and removal in a watched folder is seen, and can fail.</summary>
/// <remarks>SQLite's own unix file system does the work. Only databases opened while their folder is watched are seen; all others are not touched.</remarks>
internal static unsafe class SqliteTap
{
    private static readonly ConcurrentDictionary<string, ISqliteWatch> Watches = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, Tapped> Files = new();
    private static readonly ConcurrentDictionary<nint, nint> Tables = new();
    private static readonly Vfs* Unix = Install();

    [ThreadStatic]
    private static int _unnamed;

    /// <summary>How many files without a name, which hold what does not fit into memory, this thread made SQLite open.</summary>
    public static int UnnamedFiles => _unnamed;

    /// <summary>From now on databases of <paramref name="folder"/> that are opened are seen by <paramref name="watch"/>.</summary>
    public static IDisposable Watch(string folder, ISqliteWatch watch)
    {
        var key = System.IO.Path.GetFullPath(folder);
        if (Unix is null || !Watches.TryAdd(key, watch)) throw new InvalidOperationException($"{folder} is watched already");
        return new End(key);
    }

    private static Vfs* Install()
    {
        var unix = NativeVfs.Find(0);
        var tap = (Vfs*)NativeMemory.Alloc((nuint)sizeof(Vfs));
        *tap = *unix;
        tap->Next = null;
        tap->Name = Marshal.StringToCoTaskMemUTF8("edge-tap");
        tap->Open = &Open;
        tap->Delete = &Delete;
        return NativeVfs.Register(tap, asDefault: 1) == Ok ? unix : throw new InvalidOperationException("SQLite did not take the tap");
    }

    [UnmanagedCallersOnly]
    private static int Open(Vfs* vfs, byte* name, NativeVfs.File* file, int flags, int* outFlags)
    {
        if (name is null) _unnamed++;
        var path = Marshal.PtrToStringUTF8((nint)name) ?? "";
        if (Find(path) is not { } watch) return Unix->Open(Unix, name, file, flags, outFlags);
        if (watch.Judge(SqliteOperation.Open, path) is not Ok and var code)
        {
            file->Methods = null;
            return code;
        }
        var made = !System.IO.File.Exists(path);
        var result = Unix->Open(Unix, name, file, flags, outFlags);
        if (result != Ok) return result;
        // SQLite's unix file system fsyncs the folder with the first fsync of a log or journal it opened.
        Files[(nint)file] = new Tapped(path, watch, (nint)file->Methods) { FolderToo = (flags & (MainJournal | SuperJournal | WriteAheadLog)) != 0 };
        file->Methods = (Methods*)Tables.GetOrAdd((nint)file->Methods, Table);
        if (made) watch.Done(new FileStep.Made(path));
        return Ok;
    }

    // The same methods on the same file, but for those that matter here.
    private static nint Table(nint original)
    {
        var table = (Methods*)NativeMemory.Alloc((nuint)sizeof(Methods));
        *table = *(Methods*)original;
        table->Close = &Close;
        table->Read = &Read;
        table->Write = &Write;
        table->Truncate = &Truncate;
        table->Sync = &Sync;
        return (nint)table;
    }

    [UnmanagedCallersOnly]
    private static int Delete(Vfs* vfs, byte* name, int folderToo)
    {
        var path = Marshal.PtrToStringUTF8((nint)name) ?? "";
        if (Find(path) is not { } watch) return Unix->Delete(Unix, name, folderToo);
        if (watch.Judge(SqliteOperation.Delete, path) is not Ok and var code) return code;
        var there = System.IO.File.Exists(path);
        var result = Unix->Delete(Unix, name, folderToo);
        if (result == Ok && there) watch.Done(new FileStep.Removed(path, folderToo != 0));
        return result;
    }

    [UnmanagedCallersOnly]
    private static int Close(NativeVfs.File* file)
    {
        Files.TryRemove((nint)file, out var tapped);
        return tapped!.Original->Close(file);
    }

    [UnmanagedCallersOnly]
    private static int Read(NativeVfs.File* file, byte* bytes, int count, long offset)
    {
        var tapped = Files[(nint)file];
        return tapped.Watch.Judge(SqliteOperation.Read, tapped.Path) is not Ok and var code ? code : tapped.Original->Read(file, bytes, count, offset);
    }

    [UnmanagedCallersOnly]
    private static int Write(NativeVfs.File* file, byte* bytes, int count, long offset)
    {
        var tapped = Files[(nint)file];
        if (tapped.Watch.Judge(SqliteOperation.Write, tapped.Path) is not Ok and var code)
        {
            count /= 2; // a short write, then the error
            if (tapped.Original->Write(file, bytes, count, offset) == Ok && count > 0) tapped.Done(new FileStep.Written(tapped.Path, offset, new Span<byte>(bytes, count).ToArray()));
            return code;
        }
        var result = tapped.Original->Write(file, bytes, count, offset);
        if (result == Ok) tapped.Done(new FileStep.Written(tapped.Path, offset, new Span<byte>(bytes, count).ToArray()));
        return result;
    }

    [UnmanagedCallersOnly]
    private static int Truncate(NativeVfs.File* file, long size)
    {
        var tapped = Files[(nint)file];
        if (tapped.Watch.Judge(SqliteOperation.Truncate, tapped.Path) is not Ok and var code) return code;
        var result = tapped.Original->Truncate(file, size);
        if (result == Ok) tapped.Done(new FileStep.Truncated(tapped.Path, size));
        return result;
    }

    [UnmanagedCallersOnly]
    private static int Sync(NativeVfs.File* file, int flags)
    {
        var tapped = Files[(nint)file];
        if (tapped.Watch.Judge(SqliteOperation.Sync, tapped.Path) is not Ok and var code) return code;
        var result = tapped.Original->Sync(file, flags);
        if (result == Ok) tapped.Done(new FileStep.Synced(tapped.Path, tapped.FolderToo));
        tapped.FolderToo = false;
        return result;
    }

    private static ISqliteWatch? Find(string path) =>
        path.Length > 0 && Watches.TryGetValue(System.IO.Path.GetDirectoryName(path) ?? "", out var watch) ? watch : null;

    private sealed class Tapped(string path, ISqliteWatch watch, nint original)
    {
        public string Path => path;

        public ISqliteWatch Watch => watch;

        public Methods* Original => (Methods*)original;

        public bool FolderToo { get; set; }

        public void Done(FileStep step) => watch.Done(step);
    }

    private sealed class End(string folder) : IDisposable
    {
        public void Dispose() => Watches.TryRemove(folder, out _);
    }
}
