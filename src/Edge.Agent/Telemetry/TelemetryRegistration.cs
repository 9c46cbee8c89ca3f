using Edge.Agent.Storage;
using Edge.Agent.Telemetry.Faults;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>What the board measures of itself.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddCheckedOptions<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton<SysFiles>(_ => new SysFiles());
        services.AddSingleton<HealthLedger>();
        services.AddSingleton<BoardSensors>();
        services.AddSingleton<BatteryFault>();
        services.AddSingleton(p => new FaultSource(p.GetRequiredService<BatteryFault>().Read));
        services.AddSingleton<FaultList>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<FaultList>());
        services.AddSingleton(p => new HealthSource(() => [new MetricValue(BoardMetrics.Devices, p.GetRequiredService<FaultList>().Summary)]));
        services.AddSingleton(p => new HealthSource(() => [new MetricValue(BoardMetrics.DiskTotal, new DriveInfo(p.GetRequiredService<DataFolder>().Root).TotalSize)]));
        services.AddSingleton<BoardReader>();
        services.AddSingleton(_ => new EndNote(Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY")));
        services.AddSingleton<RunLedger>();
        services.AddHostedService(p => p.GetRequiredService<RunLedger>());
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<RunLedger>());
        services.AddSingleton(p => new HealthSource(() => [new MetricValue(BoardMetrics.LastEnd, p.GetRequiredService<RunLedger>().LastEnd)]));
        return services;
    }
}
