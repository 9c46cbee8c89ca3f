using System.Net;
using Edge.Hub.Accounts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Metrics;

/// <summary>/metrics: for whoever may look at the hub, and for programs on this machine.</summary>
internal sealed class MetricsDoor(IOptions<TelemetryOptions> options)
{
    public const string Path = "/metrics";

    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder app)
    {
        var endpoint = app.MapPrometheusScrapingEndpoint(Path).OnSurface(Surface.Http | Surface.Https | Surface.Admin);
        endpoint.Add(builder =>
        {
            var scrape = builder.RequestDelegate!;
            builder.RequestDelegate = context => context.RequestServices.GetRequiredService<MetricsDoor>().AnswerAsync(context, scrape);
            // Who may is decided here: a program on this machine has no token.
            builder.Metadata.Add(new AllowAnonymousAttribute());
        });
        return endpoint;
    }

    private async Task AnswerAsync(HttpContext context, RequestDelegate scrape)
    {
        if (IsOfThisMachine(context) || await MayLookAsync(context)) await scrape(context);
        else context.Response.StatusCode = context.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
    }

    // What a proxy on this machine forwards came from elsewhere.
    private bool IsOfThisMachine(HttpContext context) => context.Surface() == Surface.Admin
        || (options.Value.Loopback && context.Surface() == Surface.Http && context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from)
            && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.Keys.Any(h => h.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || h.Equals("Via", StringComparison.OrdinalIgnoreCase)));

    // A token is not to be shown over plain HTTP to another machine.
    private static async Task<bool> MayLookAsync(HttpContext context) => (context.Surface() == Surface.Https || context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from))
        && context.RequestServices.GetService<IAuthorizationService>() is { } authorization && context.User.Identity?.IsAuthenticated == true && (await authorization.AuthorizeAsync(context.User, Rights.View)).Succeeded;
}
