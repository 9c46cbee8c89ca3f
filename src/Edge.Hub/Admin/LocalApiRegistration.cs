using Edge.Hub.Boards;
using Edge.Hub.Views;

namespace Edge.Hub.Admin;

internal static class LocalApiRegistration
{
    /// <summary>What the command line asks through hub.sock.</summary>
    public static IServiceCollection AddLocalApi(this IServiceCollection services) =>
        services.AddStory().AddSingleton<NodeViews>().AddSingleton<CompromisedRecords>().AddSingleton<NodesApi>().AddSingleton<CopiesApi>().AddSingleton<StatusApi>().AddSingleton<IStatusPart, HubStatus>();
}
