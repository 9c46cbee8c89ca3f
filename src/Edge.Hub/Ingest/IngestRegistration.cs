using Edge.Hub.Hosting;
using Edge.Hub.LocalApi;

namespace Edge.Hub.Ingest;

internal static class IngestRegistration
{
    /// <summary>Takes in what boards send and answers them.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddHubOptions<IngestOptions>(IngestOptions.Section);
        return services.AddSingleton<IngestStatus>().AddSingleton<IStatusPart>(p => p.GetRequiredService<IngestStatus>())
            .AddSingleton<Evictor>().AddHostedService(p => p.GetRequiredService<Evictor>())
            .AddSingleton<IngestGate>().AddSingleton<Ingestor>().AddHostedService<IngestService>();
    }
}
