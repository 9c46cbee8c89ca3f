using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hub.Ingest;
using Edge.Hub.Views.Fleet;
using Microsoft.Extensions.Options;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Edge.Hub.Metrics;

internal static class MetricsRegistration
{
    // Room for series is taken at the start: for each instrument that is not by group, far more than it has.
    private const int Series = 200;

    /// <summary>Metrics: read at /metrics, and sent by OTLP where the settings say where to.</summary>
    public static IServiceCollection AddHubMetrics(this IServiceCollection services)
    {
        services.AddCheckedOptions<TelemetryOptions>(TelemetryOptions.Section);
        services.AddSingleton<HubReadings>().AddSingleton<HubMeter>().AddSingleton<MetricsDoor>();
        services.AddOptions<PrometheusAspNetCoreOptions>().Configure(o => (o.ScopeInfoEnabled, o.TargetInfoEnabled) = (false, false));
        services.AddOpenTelemetry().ConfigureResource(r => r.Clear().AddService("edge-hub", serviceVersion: ProductVersion.Text)).WithMetrics();
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) =>
        {
            var hub = provider.GetRequiredService<HubMeter>();
            var groups = Series + (provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.Groups * Enum.GetValues<BoardState>().Length);
            metrics.AddMeter(hub.Name, IngestMeter.Name, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits")
                .AddView(i => IsTold(i.Name) ? new MetricStreamConfiguration { CardinalityLimit = i.Name.StartsWith("edge.group.", StringComparison.Ordinal) ? groups : Series } : MetricStreamConfiguration.Drop).AddPrometheusExporter();
            if (provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.Otlp is { Length: > 0 } address)
            {
                metrics.AddOtlpExporter(o => (o.Endpoint, o.Protocol) = (new Uri(address), OtlpExportProtocol.HttpProtobuf));
            }
        });
        return services;
    }

    // Of what the platform measures only what somebody looks at: the rest would be half of all that is told.
    private static bool IsTold(string instrument) => instrument.StartsWith("edge.", StringComparison.Ordinal)
        || instrument is "dotnet.process.cpu.time" or "dotnet.process.memory.working_set" or "dotnet.gc.last_collection.memory.committed_size" or "dotnet.gc.pause.time" or "dotnet.thread_pool.queue.length"
            or "kestrel.active_connections" or "kestrel.queued_connections" or "aspnetcore.components.circuit.active" or "aspnetcore.components.circuit.connected";
}
