using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Agent.Telemetry;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Pull;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Update;

internal static class UpdateRegistration
{
    /// <summary>The agent's part of an update: what is staged, root installs.</summary>
    public static IServiceCollection AddUpdate(this IServiceCollection services)
    {
        services.AddCheckedOptions<UpdateOptions>(UpdateOptions.Section);
        services.AddSingleton(InstallFolder.Installed);
        services.AddSingleton(new UnitStart(Environment.GetEnvironmentVariable("INVOCATION_ID")));
        services.AddSingleton<Staging>();
        services.AddSingleton(p => new ReleasePull(p.GetRequiredService<DataFolder>(), p.GetRequiredService<Staging>(), p.GetRequiredService<InstallFolder>(), p.GetRequiredService<IDisk>(),
            p.GetRequiredService<IFreeSpace>(), p.GetRequiredService<IOptions<UpdateOptions>>(), () => p.GetRequiredService<AgentIdentity>().Trust.Current));
        services.AddSingleton(p => p.GetRequiredService<ReleasePull>().Handler);
        services.AddSingleton<UpdateStatus>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<UpdateStatus>());
        services.AddSingleton(p => new HealthSource(p.GetRequiredService<UpdateStatus>().Told));
        services.AddHostedService<UpdateWatch>();
        return services;
    }
}
