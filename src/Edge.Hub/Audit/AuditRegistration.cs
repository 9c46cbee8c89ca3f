namespace Edge.Hub.Audit;

internal static class AuditRegistration
{
    /// <summary>Who did what: written, read and checked.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddSingleton<AuditLog>().AddSingleton<AuditReader>().AddSingleton<AuditVerifier>();
}
