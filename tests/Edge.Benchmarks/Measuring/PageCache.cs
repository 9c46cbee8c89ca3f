using System.Runtime.InteropServices;

namespace Edge.Benchmarks.Measuring;

/// <summary>The kernel's memory of what is on the disk.</summary>
internal static class PageCache
{
    private const string Knob = "/proc/sys/vm/drop_caches";

    /// <summary>Writes out everything of the file system that holds the folder.</summary>
    public static void WriteOut(string folder)
    {
        var descriptor = LibC.Open(folder, LibC.ReadOnly, 0);
        if (descriptor < 0 || LibC.SyncFileSystem(descriptor) != 0) throw new BenchException($"{folder} was not written out: {Marshal.GetLastPInvokeErrorMessage()}");
        _ = LibC.Close(descriptor);
    }

    /// <summary>Makes the kernel forget files and folders; null, or why it could not be done.</summary>
    public static string? Drop()
    {
        try
        {
            File.WriteAllText(Knob, "3\n");
            return null;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            return $"{Knob}: {e.Message}";
        }
    }
}
