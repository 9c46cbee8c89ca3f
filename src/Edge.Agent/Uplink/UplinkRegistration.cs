using Edge.Agent.Identity;
using Edge.Agent.Identity.Officers;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Power;
using Edge.Agent.Spool;
using Edge.Agent.Telemetry;
using Edge.Agent.Uplink.Addresses;
using Edge.Agent.Uplink.Health;
using Edge.Agent.Uplink.Objects;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts;
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
        services.AddLinkWatch();
        services.AddTransfer();
        services.AddSingleton(p => new AddressTurns(p.GetRequiredService<AddressBook>(), p.GetRequiredService<IOptions<UplinkOptions>>()));
        services.AddSingleton<AddressWatch>();
        services.AddSingleton<UplinkDialer>();
        services.AddSingleton(p => ObjectHandler.OfTrust(p.GetRequiredService<AgentIdentity>().Trust));
        services.AddSingleton(p => ObjectHandler.OfSettings(p.GetRequiredService<SettingsStore>()));
        foreach (var name in (string[])[Names.AreaObject, Names.AnswersObject, Names.WorklistObject])
        {
            services.AddSingleton(p => ObjectHandler.OfArea(p.GetRequiredService<AreaStore>(), name));
        }
        services.AddSingleton<HealthWatch>();
        services.AddHostedService(p => p.GetRequiredService<HealthWatch>());
        services.AddSingleton(p =>
        {
            var watch = p.GetRequiredService<HealthWatch>();
            return new SparkplugPublisher(p.GetRequiredService<AgentIdentity>(), () => watch.Current, p.GetRequiredService<BoardPower>(), p.GetRequiredService<IOptions<TelemetryOptions>>(),
                p.GetRequiredService<TimeProvider>(), p.GetRequiredService<ILogger<SparkplugPublisher>>());
        });
        services.AddSingleton(p => LastWords.Of(p.GetRequiredService<UplinkStatus>(), p.GetRequiredService<IRecordSpool>(), p.GetRequiredService<SparkplugPublisher>()));
        services.AddSingleton<ObjectIntake>();
        services.AddSingleton<UplinkParts>();
        services.AddSingleton<UplinkStatus>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<UplinkStatus>());
        return services.AddHostedService<Uplink>();
    }

    /// <summary>Tells that a link may have come.</summary>
    public static IServiceCollection AddLinkWatch(this IServiceCollection services) => services.AddSingleton<ILinkWatch, NetlinkWatch>();
}
