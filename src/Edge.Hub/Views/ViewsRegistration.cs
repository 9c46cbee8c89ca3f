using Edge.Hub.Views.Custody;
using Edge.Hub.Views.Fleet;
using Edge.Hub.Views.Progress;

namespace Edge.Hub.Views;

internal static class ViewsRegistration
{
    /// <summary>The read models that pages, commands and metrics share. After whatever fills what they read.</summary>
    public static IServiceCollection AddViews(this IServiceCollection services) => services
        .AddSingleton<FleetBook>().AddSingleton<FleetReader>().AddSingleton<AlertCounts>().AddSingleton<FleetSources>().AddSingleton<ProgressViews>().AddSingleton<CustodyViews>().AddSingleton<ProofViews>().AddSingleton<BoardCommands>().AddSingleton<FleetKeeper>().AddHostedService(p => p.GetRequiredService<FleetKeeper>());
}
