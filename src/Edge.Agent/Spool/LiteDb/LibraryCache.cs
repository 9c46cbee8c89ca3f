using System.Reflection;
using LiteDB.Engine;

namespace Edge.Agent.Spool.LiteDb;

/// <summary>
/// The library's cache of pages: each open file has one, which grows by up to 8 MiB at a time before it uses a page again, and which is garbage
/// once the file is closed. Reading one record after the other uses no page twice, so here it grows by less than 1 MiB, and what closed files
/// leave is given back before it is much.
/// </summary>
internal sealed class LibraryCache
{
    private const int MostPages = 100;
    private const long MostGarbage = 24L << 20;
    private readonly Lock _gate = new();
    private long _heap;

    // Another version of the library may hide this: then it takes its memory, and nothing else is wrong.
    static LibraryCache()
    {
        var sizes = typeof(LiteEngine).Assembly.GetType("LiteDB.Constants")?.GetField("MEMORY_SEGMENT_SIZES", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        if (sizes?.GetValue(null) is not int[] pages) return;
        for (var i = 0; i < pages.Length; i++) pages[i] = Math.Min(pages[i], MostPages);
    }

    /// <summary>After a file was closed. Its arrays are large, and the collector leaves large ones alone for long.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            if (GC.GetTotalMemory(forceFullCollection: false) - _heap <= MostGarbage) return;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _heap = GC.GetTotalMemory(forceFullCollection: false);
        }
    }
}
