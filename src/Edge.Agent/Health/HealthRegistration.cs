namespace Edge.Agent.Health;

internal static class HealthRegistration
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddSingleton(new SystemdNotifier(Environment.GetEnvironmentVariable));
        services.AddSingleton<BacklogGauge>();
        services.AddHostedService<Heartbeat>();
        return services;
    }
}
