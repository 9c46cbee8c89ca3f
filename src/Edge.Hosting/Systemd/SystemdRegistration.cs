using Microsoft.Extensions.Hosting.Systemd;

namespace Edge.Hosting.Systemd;

internal static class SystemdRegistration
{
    /// <summary>READY=1, STOPPING=1 and the watchdog, where systemd listens.</summary>
    public static IServiceCollection AddSystemdSocket(this IServiceCollection services)
    {
        // By its socket, not by the name of our parent, which is what AddSystemd looks at.
        var systemd = new SystemdNotifier();
        services.AddSingleton<ISystemdNotifier>(systemd);
        if (systemd.IsEnabled) services.AddSingleton<IHostLifetime, SystemdLifetime>();
        return services.AddSingleton(p => new SystemdWatchdog(p.GetRequiredService<ISystemdNotifier>(), Environment.GetEnvironmentVariable, p.GetRequiredService<ILogger<SystemdWatchdog>>()));
    }
}
