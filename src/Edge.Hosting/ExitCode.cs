namespace Edge.Hosting;

/// <summary>What the process ends with (sysexits.h).</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Fault = 1;

    /// <summary>Of a diagnosis: all works, and something should be looked at.</summary>
    public const int Attention = 2;
    public const int Usage = 64;
    public const int Configuration = 78;

    /// <summary>What a run ends with: a worker that failed has stopped the host, which by itself would end as if all were well.</summary>
    public static int Of(IEnumerable<IHostedService> services) => services.OfType<BackgroundService>().Any(s => s.ExecuteTask is { IsFaulted: true }) ? Fault : Ok;
}
