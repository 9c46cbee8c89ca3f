
namespace Edge.Hub.Backup;

internal static class BackupRegistration
{
    /// <summary>Copies of the archive, and what they make safe.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services) => services.AddSingleton<BackupRegistry>()
        .AddSingleton<ArchiveRepair>().AddSingleton<Retention>().AddHostedService<RetentionService>().AddSingleton<IStatusPart, CopyStatus>();
}
