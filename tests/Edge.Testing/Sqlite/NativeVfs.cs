using System.Runtime.InteropServices;

namespace Edge.Testing.Sqlite;

/// <summary>SQLite's <c>sqlite3_vfs</c> and <c>sqlite3_io_methods</c> as they lie in memory, of which a tap replaces a few entries.</summary>
internal static unsafe partial class NativeVfs
{
    public const int Ok = 0;
    public const int ReadFailed = 10 | (1 << 8);
    public const int WriteFailed = 10 | (3 << 8);
    public const int SyncFailed = 10 | (4 << 8);
    public const int TruncateFailed = 10 | (6 << 8);
    public const int DeleteFailed = 10 | (10 << 8);
    public const int Full = 13;
    public const int CannotOpen = 14;

    public const int MainJournal = 0x800;
    public const int SuperJournal = 0x4000;
    public const int WriteAheadLog = 0x80000;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    public static partial Vfs* Find(nint name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    public static partial int Register(Vfs* vfs, int asDefault);

    [StructLayout(LayoutKind.Sequential)]
    public struct Vfs
    {
        public int Version;
        public int FileSize;
        public int LongestPath;
        public Vfs* Next;
        public nint Name;
        public nint AppData;
        public delegate* unmanaged<Vfs*, byte*, File*, int, int*, int> Open;
        public delegate* unmanaged<Vfs*, byte*, int, int> Delete;
        public nint Access, FullPath, DlOpen, DlError, DlSym, DlClose, Randomness, Sleep, Time, LastError;
        public nint TimeInt64;
        public nint SetSystemCall, GetSystemCall, NextSystemCall;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct File
    {
        public Methods* Methods;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Methods
    {
        public int Version;
        public delegate* unmanaged<File*, int> Close;
        public delegate* unmanaged<File*, byte*, int, long, int> Read;
        public delegate* unmanaged<File*, byte*, int, long, int> Write;
        public delegate* unmanaged<File*, long, int> Truncate;
        public delegate* unmanaged<File*, int, int> Sync;
        public nint FileSize, Lock, Unlock, CheckReservedLock, FileControl, SectorSize, DeviceCharacteristics;
        public nint ShmMap, ShmLock, ShmBarrier, ShmUnmap;
        public nint Fetch, Unfetch;
    }
}
