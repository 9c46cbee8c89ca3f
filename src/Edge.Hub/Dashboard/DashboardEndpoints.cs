using Edge.Hub.Dashboard.Shell;

namespace Edge.Hub.Dashboard;

/// <summary>The pages, what they are made of, and the choice of language and colours.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        var files = routes.ServiceProvider.GetRequiredService<DashboardFiles>();
        foreach (var path in files.Paths) routes.MapGet(path, (HttpContext context) => files.SendAsync(path, context)).AllowAnonymous();
        routes.MapGet("/look", (HttpContext context, string? language, string? theme, string? back) => Look.Choose(context, language, theme, back)).AllowAnonymous();
        // The frame's policy is in the headers of every answer already.
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = null);
    }
}
