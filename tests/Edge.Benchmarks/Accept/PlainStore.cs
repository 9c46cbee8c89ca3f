using System.Globalization;
using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Accept;

/// <summary>The baseline: the least that makes bytes durable under a name of their own. Write, fsync, rename, fsync of the folder.</summary>
internal sealed class PlainStore
{
    private readonly string _temporary;
    private readonly string _folder;
    private int _files;

    public PlainStore(string root)
    {
        _temporary = Directory.CreateDirectory(Path.Combine(root, "plain-tmp")).FullName;
        _folder = Directory.CreateDirectory(Path.Combine(root, "plain")).FullName;
    }

    public void Store(ReadOnlySpan<byte> bytes)
    {
        var name = (++_files).ToString("D12", CultureInfo.InvariantCulture);
        var temporary = Path.Combine(_temporary, name);
        var file = Check(LibC.Open(temporary, LibC.CreateNew, 0x180));
        Write(file, bytes);
        Check(LibC.FSync(file));
        Check(LibC.Close(file));
        Check(LibC.Rename(temporary, Path.Combine(_folder, name)));
        var folder = Check(LibC.Open(_folder, LibC.ReadOnly, 0));
        Check(LibC.FSync(folder));
        Check(LibC.Close(folder));
    }

    private static unsafe void Write(int file, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            if (LibC.Write(file, start, bytes.Length) != bytes.Length) throw new BenchException($"the baseline's write fell short: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new BenchException($"the baseline failed: {Marshal.GetLastPInvokeErrorMessage()}");
}
