using Edge.Hub.Archive;
using Edge.Hub.Views;

namespace Edge.Hub.Dashboard;

internal static class DashboardRegistration
{
    /// <summary>What people look at: the first page, and the boards' share of `status`.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services) =>
        services.AddSingleton<RecordQueries>().AddSingleton<Overview>().AddSingleton<IStatusPart, BoardsStatus>();
}
