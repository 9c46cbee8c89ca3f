using System.Runtime.InteropServices;

namespace Edge.Hosting.Linux;

/// <summary>What must hold before the first file is opened or the first record or key is in memory.</summary>
internal static class ProcessHardening
{
    private const uint OwnerOnly = 0x3F; // 077

    /// <exception cref="HardeningException">The kernel would write a core dump all the same.</exception>
    public static void Apply()
    {
        _ = LibC.UMask(OwnerOnly);
        // No core dump: it would hold citizens' data or keys in the clear. Also keeps other processes of this user from attaching.
        if (LibC.PrCtl(LibC.SetDumpable, 0, 0, 0, 0) != 0) throw new HardeningException(Marshal.GetLastPInvokeError());
    }
}

/// <summary>The process cannot be made safe enough to begin.</summary>
internal sealed class HardeningException(int errno) : Exception($"core dumps could not be switched off (errno {errno})");
