using Edge.Agent.Configuration;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Tells the hub how the board is, by Sparkplug B. Before the uplink, which carries it.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddCheckedOptions<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton<SysFiles>(_ => new SysFiles());
        services.AddSingleton(p => new HealthLedger(p.GetRequiredService<FileRecordSpool>().State));
        services.AddSingleton<BoardReader>();
        services.AddSingleton<HealthWatch>();
        services.AddHostedService(p => p.GetRequiredService<HealthWatch>());
        services.AddSingleton(p =>
        {
            var watch = p.GetRequiredService<HealthWatch>();
            return new HealthVoice(p.GetRequiredService<AgentIdentity>(), () => watch.Current, p.GetRequiredService<IOptions<TelemetryOptions>>(),
                p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<HealthVoice>>());
        });
        return services;
    }
}
