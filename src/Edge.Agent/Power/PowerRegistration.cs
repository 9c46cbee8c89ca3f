using Edge.Agent.Telemetry;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Power;

internal static class PowerRegistration
{
    /// <summary>How much the board spends, and when it switches itself off. Whoever has something to finish then registers a <see cref="PowerShare"/>.</summary>
    public static IServiceCollection AddPower(this IServiceCollection services)
    {
        services.AddCheckedOptions<PowerOptions>(PowerOptions.Section);
        services.AddSingleton<PowerSupply>(_ => new PowerSupply());
        services.AddSingleton<BoardPower>();
        services.AddSingleton(_ => new PowerSwitch(Environment.GetEnvironmentVariable("RUNTIME_DIRECTORY")));
        services.AddSingleton(p => new HealthSource(() => [new MetricValue(BoardMetrics.PowerMode, p.GetRequiredService<BoardPower>().Now.Word)]));
        services.AddSingleton<IStatusSection, PowerStatus>();
        services.AddHostedService<PowerKeeper>();
        return services;
    }
}
