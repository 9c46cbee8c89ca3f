using Edge.Hub.Accounts;
using Microsoft.AspNetCore.Mvc;

namespace Edge.Hub.Api;

/// <summary>The API: one table of routes, mapped in one place, so that no route is without its right, its bounds and its line in the document.</summary>
internal static class ApiRoutes
{
    public const string Prefix = "/api/v1";

    public const string Document = Prefix + "/openapi.json";

    // The largest object anybody sends is a request of a few names.
    private const int BodyBytes = 64 * 1024;

    public static IReadOnlyList<ApiRoute> All { get; } = [.. BoardRoutes.All, .. FleetRoutes.All, .. AreaRoutes.All, .. WatchRoutes.All, .. ProgressRoutes.All, .. ReleaseRoutes.All, .. AccountRoutes.All];

    public static void MapApi(this IEndpointRouteBuilder pages)
    {
        var api = pages.MapGroup(Prefix).RequireRateLimiting(AccountLimits.Api);
        foreach (var route in All) Map(api, route);
        pages.MapOpenApi(Document).RequireRateLimiting(AccountLimits.Api).RequireAuthorization(Rights.View);
    }

    /// <summary>The same work for whoever may open hub.sock, who needs no right.</summary>
    public static void MapOnSocket(IEndpointRouteBuilder admin)
    {
        foreach (var route in AreaRoutes.Shared.Concat(WatchRoutes.All).Concat(ProgressRoutes.Shared).Concat(ReleaseRoutes.All).Concat(AccountRoutes.All))
        {
            var endpoint = admin.MapMethods($"/v1/{route.Path}", [route.Method], route.Work);
            if (route.FileBytes > 0) endpoint.WithMetadata(new RequestSizeLimitAttribute(route.FileBytes));
        }
    }

    private static void Map(RouteGroupBuilder api, ApiRoute route)
    {
        var endpoint = api.MapMethods(route.Path, [route.Method], route.Work).RequireAuthorization(route.Right).WithSummary(route.Summary).WithTags(route.Path.Split('/')[0])
            .Produces(StatusCodes.Status200OK, route.Answer)
            .Produces<Refused>(StatusCodes.Status400BadRequest).Produces<Refused>(StatusCodes.Status401Unauthorized).Produces<Refused>(StatusCodes.Status403Forbidden)
            .WithMetadata(new RequestSizeLimitAttribute(route.FileBytes == 0 ? BodyBytes : route.FileBytes));
        if (route.FileBytes == 0) return;
        endpoint.Accepts<byte[]>("text/csv").AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<UploadGate>().PassAsync(context, next))
            .Produces<Refused>(StatusCodes.Status429TooManyRequests);
    }
}
