namespace Edge.Hub.Fleet;

internal static class FleetRegistration
{
    /// <summary>The health of boards. Before ingest, whose connection carries it.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services) => services
        .AddSingleton<FleetState>().AddSingleton<HostApplication>().AddHostedService<FleetStore>()
        .AddSingleton<IStatusPart, FleetStatus>();
}
