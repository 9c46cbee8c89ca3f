using System.Globalization;
using Edge.Hub.Ingest;
using Edge.Hub.Views;

namespace Edge.Hub.Dashboard;

/// <summary>The pages of the plain HTTP surface.</summary>
internal static class DashboardEndpoints
{
    public static void MapDashboard(this IEndpointRouteBuilder routes) => routes.MapGet("/", async (HttpContext context, Overview overview, IngestStatus ingest, TimeProvider time) =>
    {
        var text = PageText.For(context.Request.Query["lang"], context.Request.Headers.AcceptLanguage.ToString());
        var problem = ingest.Problem ?? (ingest.Connected ? null : text.IngestDown);
        var boards = await overview.ReadAsync(context.RequestAborted);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(FirstPage.Render(boards, text, problem, time.GetUtcNow()), string.Create(CultureInfo.InvariantCulture, $"text/html; charset=utf-8"));
    });
}
