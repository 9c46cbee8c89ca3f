using Edge.Agent.Identity;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Uplink;

internal static class UplinkRegistration
{
    /// <summary>Sends what waits to the hub whenever there is a link.</summary>
    public static IServiceCollection AddUplink(this IServiceCollection services)
    {
        services.AddCheckedOptions<UplinkOptions>(UplinkOptions.Section);
        services.AddSingleton(p => new SegmentSize(p.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IMqttConnector, MqttNetConnector>();
        services.AddSingleton<ILinkWatch, NetlinkWatch>();
        services.AddSingleton<PowerSupply>(_ => new PowerSupply());
        services.AddTransfer();
        services.AddSingleton<UplinkDialer>();
        services.AddSingleton(p => ObjectHandler.OfTrust(p.GetRequiredService<AgentIdentity>().Trust));
        services.AddSingleton<HealthWatch>();
        services.AddHostedService(p => p.GetRequiredService<HealthWatch>());
        services.AddSingleton(p =>
        {
            var watch = p.GetRequiredService<HealthWatch>();
            return new SparkplugPublisher(p.GetRequiredService<AgentIdentity>(), () => watch.Current, p.GetRequiredService<IOptions<TelemetryOptions>>(),
                p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SparkplugPublisher>>());
        });
        services.AddSingleton<ObjectIntake>();
        services.AddSingleton<UplinkStatus>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<UplinkStatus>());
        return services.AddHostedService<Uplink>();
    }
}
