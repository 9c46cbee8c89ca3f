namespace Edge.Hub.Admin;

/// <summary>For load balancers and people: is it there, and can it work. Why not is for those who have signed in.</summary>
internal static class HealthApi
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").OnSurface(Surface.Http | Surface.Https | Surface.Admin).AllowAnonymous().ExcludeFromDescription();
        health.MapGet("/live", (HttpContext context, HubHealth state) => Answer(context, state.Alive, new { alive = state.Alive, stuck = state.Stuck }));
        health.MapGet("/ready", (HttpContext context, HubHealth state) => Answer(context, state.Ready, new { ready = state.Ready, parts = state.Parts }));
    }

    private static IResult Answer(HttpContext context, bool up, object detail)
    {
        context.Response.Headers.CacheControl = "no-store";
        var status = up ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return context.User.Identity is { IsAuthenticated: true } ? Results.Json(detail, HubJson.Options, statusCode: status) : Results.Text(up ? "up\n" : "not up\n", statusCode: status);
    }
}
