using System.Runtime.InteropServices;

namespace Edge.Hub;

/// <summary>Set before anything else: files are ours alone, and no core dump carries a key.</summary>
internal static class ProcessGuard
{
    public static void Apply()
    {
        _ = Libc.Umask(0b000_111_111);
        if (Libc.Prctl(Libc.SetDumpable, 0, 0, 0, 0) != 0)
        {
            throw new HubException($"core dumps could not be switched off (errno {Marshal.GetLastPInvokeError()})");
        }
    }
}
