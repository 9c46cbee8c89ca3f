using Edge.Agent.Telemetry;
using Edge.Hosting.Systemd;

namespace Edge.Agent.Admin;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSystemdSocket();
        services.AddSingleton<BacklogGauge>();
        services.AddHostedService<Heartbeat>();
        return services;
    }
}
