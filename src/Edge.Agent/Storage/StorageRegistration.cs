using Edge.Hosting.Linux;

namespace Edge.Agent.Storage;

internal static class StorageRegistration
{
    /// <summary>The disk, and the board's small database on it, in which each feature has tables of its own. How much <see cref="Ballast"/> there is, whoever fills the disk registers.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddSingleton<LinuxDisk>();
        services.AddSingleton<IDisk>(p => p.GetRequiredService<LinuxDisk>());
        services.AddSingleton<IFreeSpace>(p => p.GetRequiredService<LinuxDisk>());
        // Opened when the spool, the first to ask, has made the folders.
        services.AddSingleton(p => p.GetRequiredService<Ballast>().Open(() =>
            StateDatabase.Open(p.GetRequiredService<DataFolder>().StateDatabase, p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<StateDatabase>>())));
        return services;
    }
}
