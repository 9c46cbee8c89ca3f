using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Kiosk;

/// <summary>The baseline: a line at the end of a file, and one fsync.</summary>
internal sealed class PlainLog : IDisposable
{
    private readonly int _file;

    public PlainLog(string folder) => _file = Check(LibC.Open(Path.Combine(folder, "plain.log"), LibC.CreateNew, 0x180));

    public unsafe void Add(ReadOnlySpan<byte> line)
    {
        fixed (byte* start = line)
        {
            if (LibC.Write(_file, start, line.Length) != line.Length) throw new BenchException($"the baseline's write fell short: {Marshal.GetLastPInvokeErrorMessage()}");
        }
        Check(LibC.FSync(_file));
    }

    public void Dispose() => _ = LibC.Close(_file);

    private static int Check(int result) => result >= 0 ? result : throw new BenchException($"the baseline failed: {Marshal.GetLastPInvokeErrorMessage()}");
}
