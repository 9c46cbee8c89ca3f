using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Kept;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink.Transfer;

internal static class TransferRegistration
{
    /// <summary>The way of the records, one for all connections.</summary>
    public static IServiceCollection AddTransfer(this IServiceCollection services)
    {
        services.AddSingleton(p => new TransferScheduler(new CongestionWindow(Settings(p).WindowBytes, Settings(p).ChunkBytes)));
        services.AddSingleton<HeldRecords>();
        services.AddSingleton<OfferBuilder>();
        services.AddSingleton(p => new Prefetcher(p.GetRequiredService<IRecordSpool>(), p.GetRequiredService<IRecordIndex>(), p.GetRequiredService<TransferScheduler>(),
            p.GetRequiredService<HeldRecords>(), Settings(p).LookAhead, p.GetRequiredService<ILogger<Prefetcher>>()));
        services.AddSingleton(p => new KeptExchange(p.GetRequiredService<IKeptRecords>(), p.GetRequiredService<AgentIdentity>().Node, p.GetRequiredService<AgentIdentity>().Trust,
            p.GetRequiredService<ILogger<KeptExchange>>()));
        services.AddSingleton<Settlement>();
        services.AddSingleton<OfferExchange>();
        services.AddSingleton<ChunkSender>();
        services.AddSingleton<RecordTransfer>();
        return services;
    }

    private static UplinkOptions Settings(IServiceProvider services) => services.GetRequiredService<IOptions<UplinkOptions>>().Value;
}
