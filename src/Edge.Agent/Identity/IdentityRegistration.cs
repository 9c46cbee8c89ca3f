using Edge.Agent.Identity.Officers;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Identity;

internal static class IdentityRegistration
{
    /// <summary>What the board believes, and who works at it.</summary>
    public static IServiceCollection AddIdentity(this IServiceCollection services)
    {
        services.AddSingleton<IStatusSection, TrustStatus>();
        services.AddSingleton(p => SettingsStore.Load(p.GetRequiredService<AgentIdentity>(), new IdentityFiles(p.GetRequiredService<DataFolder>()), p.GetRequiredService<IDisk>(),
            p.GetServices<SettingsRule>(), p.GetRequiredService<ILogger<SettingsStore>>()));
        services.AddSingleton(p => AddressBook.Load(p.GetRequiredService<AgentIdentity>(), p.GetRequiredService<SettingsStore>(), new IdentityFiles(p.GetRequiredService<DataFolder>()),
            p.GetRequiredService<IDisk>(), p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<AddressBook>>()));
        services.AddSingleton<IStatusSection, SettingsStatus>();
        services.AddSingleton<AreaStore>();
        services.AddSingleton<PinTries>();
        services.AddSingleton<OfficerDuty>();
        return services;
    }
}
