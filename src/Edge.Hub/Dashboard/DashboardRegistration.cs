using Edge.Hub.Archive;
using Edge.Hub.Dashboard.Board;
using Edge.Hub.Dashboard.Parts;
using Edge.Hub.Dashboard.Shell;
using Edge.Hub.Views;
using Microsoft.AspNetCore.Components.Server;

namespace Edge.Hub.Dashboard;

internal static class DashboardRegistration
{
    // A page whose connection was lost is kept this long, for so many people.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);
    private const int MostKept = 50;

    /// <summary>What people look at: the pages, and the boards' share of `status`.</summary>
    public static IServiceCollection AddDashboard(this IServiceCollection services)
    {
        services.AddSingleton<RecordQueries>().AddSingleton<Overview>().AddSingleton<IStatusPart, BoardsStatus>();
        services.AddSingleton<DashboardFiles>().AddSingleton<OpenPages>().AddScoped<Doer>().AddSingleton<BoardReader>().AddSingleton<AreaNames>();
        services.AddHttpContextAccessor().AddCascadingAuthenticationState();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<CircuitOptions>(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = Kept;
            circuits.DisconnectedCircuitMaxRetained = MostKept;
        });
        return services;
    }
}
