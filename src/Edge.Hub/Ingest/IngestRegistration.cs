using Edge.Hosting.Configuration;
using Edge.Hub.Broker;
using Edge.Hub.Fleet;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

internal static class IngestRegistration
{
    // Offers and answers queue beside the chunks.
    private const int Spare = 500;

    /// <summary>Takes in what boards send and answers them.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddCheckedOptions<IngestOptions>(IngestOptions.Section).Validate<IOptions<BrokerOptions>>(
            Fit,
            $"Ingest:WindowChunks must be at least {Spare} below Broker:MaxQueuedMessages, or the broker drops what boards were allowed to send; lower the one or raise the other");
        services.AddOptions<IngestOptions>().PostConfigure<IOptions<FleetOptions>>((ingest, fleet) => ingest.LocalOffset = fleet.Value.LocalOffset);
        return services.AddSingleton<IngestStatus>().AddSingleton<IStatusPart>(p => p.GetRequiredService<IngestStatus>())
            .AddSingleton<Evictor>().AddHostedService(p => p.GetRequiredService<Evictor>())
            .AddSingleton<IngestGate>().AddSingleton<AnswerWriter>().AddSingleton<SignatureCheck>().AddSingleton<IngestJournal>().AddSingleton<Ingestor>()
            .AddSingleton<AnswerSender>().AddSingleton<IngestEcho>().AddSingleton<IngestLoop>().AddHostedService<IngestService>();
    }

    private static bool Fit(IngestOptions ingest, IOptions<BrokerOptions> broker)
    {
        try
        {
            return ingest.WindowChunks + Spare <= broker.Value.MaxQueuedMessages;
        }
        catch (OptionsValidationException)
        {
            // What is wrong with the broker's settings is said of them.
            return true;
        }
    }
}
