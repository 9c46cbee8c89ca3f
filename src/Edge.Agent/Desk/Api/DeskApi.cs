using Edge.Agent.Desk.Sessions;
using Microsoft.AspNetCore.Http.Features;

namespace Edge.Agent.Desk.Api;

/// <summary><c>/v1/desk/…</c>, the same for the page and for programs at the agent's socket.</summary>
internal sealed class DeskApi(DeskTable table, DeskSessions sessions)
{
    public static bool IsAsked(HttpContext context) => context.Request.Path.Value?.StartsWith(DeskRoute.Root, StringComparison.Ordinal) == true;

    /// <summary>What is asked by its path.</summary>
    public async Task HandleAsync(HttpContext context, ISessionKeys keys)
    {
        var found = table.Find(context.Request.Path.Value![DeskRoute.Root.Length..]);
        var (route, number) = found.FirstOrDefault(r => r.Route.Method == context.Request.Method);
        if (route is not null) await HandleAsync(context, keys, route, number);
        // Whoever is not signed in is not told what there is.
        else if (sessions.Find(keys.Read(context.Request), isAct: false) is null) await SignedOutAsync(context);
        else if (found.Count == 0) await DeskCall.RefuseAsync(context, StatusCodes.Status404NotFound, "not-here", "the desk has no such path; GET /v1/desk/openapi.json lists them");
        else await DeskCall.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "not-like-this", $"this path takes {string.Join(", ", found.Select(r => r.Route.Method))}");
    }

    /// <summary>A certain thing.</summary>
    public async Task HandleAsync(HttpContext context, ISessionKeys keys, DeskRoute route, long? number = null)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = DeskRoute.LongestBody + 1;
        context.Response.Headers.CacheControl = "no-store";
        var officer = route.NeedsNobody ? null : sessions.Find(keys.Read(context.Request), route.IsAct);
        if (officer is null && !route.NeedsNobody) await SignedOutAsync(context);
        else if (context.Request.Method != route.Method) await DeskCall.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "not-like-this", $"this path takes {route.Method}");
        else await DoAsync(route, new DeskCall(context, keys, officer, number));
    }

    private static Task SignedOutAsync(HttpContext context) =>
        DeskCall.RefuseAsync(context, StatusCodes.Status401Unauthorized, "signed-out", "nobody is signed in, or the desk has locked; sign in first");

    private static async Task DoAsync(DeskRoute route, DeskCall call)
    {
        try
        {
            await route.Do(call);
        }
        catch (BadHttpRequestException e) when (!call.Context.Response.HasStarted)
        {
            await call.RefuseAsync(e.StatusCode, "not-valid", "the request could not be read to its end, or is longer than its limit");
        }
        catch (OperationCanceledException) when (!call.Aborted.IsCancellationRequested && !call.Context.Response.HasStarted)
        {
            await call.RefuseAsync(StatusCodes.Status503ServiceUnavailable, "stopping", "the agent is stopping; try again once it runs");
        }
        catch (OperationCanceledException)
        {
            // The client is gone.
        }
    }
}
