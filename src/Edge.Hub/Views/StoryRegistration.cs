using Edge.Hub.Backup;
using Edge.Hub.Chains;
using Edge.Hub.Fleet;

namespace Edge.Hub.Views;

internal static class StoryRegistration
{
    /// <summary>What `node show` tells of a board besides its keys.</summary>
    public static IServiceCollection AddStory(this IServiceCollection services) => services
        .AddSingleton<ChainReader>().AddSingleton<INodeStoryPart, ChainsPart>().AddSingleton<INodeStoryPart, RecoveryPart>()
        .AddSingleton<INodeStoryPart, FlaggedPart>().AddSingleton<INodeStoryPart, IncidentsPart>()
        .AddSingleton<INodeStoryPart, HealthPart>();
}
