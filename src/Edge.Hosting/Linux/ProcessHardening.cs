namespace Edge.Hosting.Linux;

/// <summary>What must hold before the first file is opened or the first record is in memory.</summary>
internal static class ProcessHardening
{
    private const uint OwnerOnly = 0x3F; // 077

    public static void Apply()
    {
        _ = LibC.UMask(OwnerOnly);
        // No core dump: it would hold citizens' data in the clear. Also keeps other processes of this user from attaching.
        _ = LibC.PrCtl(LibC.SetDumpable, 0, 0, 0, 0);
    }
}
