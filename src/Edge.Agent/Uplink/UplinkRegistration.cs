using Edge.Agent.Configuration;
using Edge.Agent.Health;
using Edge.Agent.LocalApi;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;

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
        services.AddSingleton<BoardVoice>();
        services.AddSingleton<ObjectIntake>();
        services.AddSingleton<UplinkStatus>();
        services.AddSingleton<IStatusSection>(p => p.GetRequiredService<UplinkStatus>());
        return services.AddHostedService<Uplink>();
    }
}
