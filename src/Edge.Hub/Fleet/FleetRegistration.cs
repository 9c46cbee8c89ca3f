using Edge.Hosting.Configuration;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Fleet.History;

namespace Edge.Hub.Fleet;

internal static class FleetRegistration
{
    /// <summary>The health of boards. Before ingest, whose connection carries it.</summary>
    public static IServiceCollection AddFleet(this IServiceCollection services)
    {
        services.AddCheckedOptions<FleetOptions>(FleetOptions.Section);
        return services.AddSingleton<FleetState>().AddSingleton<HostApplication>().AddHostedService<FleetStore>()
            .AddSingleton<BoardHistory>().AddHostedService<HistoryUpkeep>().AddSingleton<HabitBook>().AddHostedService<HabitTeacher>()
            .AddSingleton<IStatusPart, FleetStatus>();
    }
}
