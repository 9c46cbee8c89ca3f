namespace Edge.Hosting;

/// <summary>What the process ends with (sysexits.h).</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Fault = 1;
    public const int Usage = 64;
    public const int Configuration = 78;
}
