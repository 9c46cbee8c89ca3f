namespace Edge.Hub.Admin;

/// <summary>For load balancers and people: is it there, and can it work.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").OnSurface(Surface.Http | Surface.Admin);
        health.MapGet("/live", (HubHealth state) => state.Stuck is { Count: > 0 } stuck ? Results.Text($"nothing gets done: {string.Join(", ", stuck)}\n", statusCode: StatusCodes.Status503ServiceUnavailable) : Results.Text("alive\n"));
        health.MapGet("/ready", (HubHealth state) => Results.Json(
            new { ready = state.Ready, parts = state.Parts },
            statusCode: state.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable));
    }
}
