using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Edge.Hosting.Linux;

internal sealed class LinuxDiskFile(SafeFileHandle handle, string path) : IDiskFile
{
    public unsafe void Write(ReadOnlySpan<byte> bytes)
    {
        fixed (byte* start = bytes)
        {
            var done = 0;
            while (done < bytes.Length)
            {
                var written = (long)LibC.Write(handle, start + done, bytes.Length - done);
                if (written < 0 && Marshal.GetLastPInvokeError() == LibC.InterruptedCall) continue;
                if (written <= 0) throw LinuxDisk.Error("write", path);
                done += (int)written;
            }
        }
    }

    public void Sync()
    {
        if (LibC.FSync(handle) != 0) throw LinuxDisk.Error("fsync", path);
    }

    public void Dispose() => handle.Dispose();
}
