using Edge.Hub.Nodes;
using Edge.Hub.Story;

namespace Edge.Hub.LocalApi;

internal static class LocalApiRegistration
{
    /// <summary>What the command line asks through hub.sock.</summary>
    public static IServiceCollection AddLocalApi(this IServiceCollection services) =>
        services.AddStory().AddSingleton<NodeViews>().AddSingleton<CompromisedRecords>().AddSingleton<NodesApi>().AddSingleton<StatusApi>().AddSingleton<IStatusPart, HubStatus>();
}
