using Edge.Hub.Backup;
using Edge.Hub.Chains;
using Edge.Hub.Fleet;

namespace Edge.Hub.Views;

internal static class NodeReportRegistration
{
    /// <summary>What `node show` tells of a board besides its keys.</summary>
    public static IServiceCollection AddStory(this IServiceCollection services) => services
        .AddSingleton<INodeReportPart, FleetPart>().AddSingleton<ChainReader>().AddSingleton<INodeReportPart, ChainsPart>().AddSingleton<INodeReportPart, RecoveryPart>()
        .AddSingleton<INodeReportPart, FlaggedPart>().AddSingleton<INodeReportPart, IncidentsPart>()
        .AddSingleton<INodeReportPart, HealthPart>();
}
