using Edge.Agent.Telemetry;
using Edge.Hosting.Systemd;
using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Agent.Admin;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        // By its socket, not by the name of our parent, which is what AddSystemd looks at.
        var systemd = new SystemdNotifier();
        services.AddSingleton<ISystemdNotifier>(systemd);
        if (systemd.IsEnabled) services.AddSingleton<IHostLifetime, SystemdLifetime>();
        services.AddSingleton(new SystemdWatchdog(systemd, Environment.GetEnvironmentVariable));
        services.AddSingleton<BacklogGauge>();
        services.AddHostedService<Heartbeat>();
        return services;
    }
}
