using Edge.Contracts;
using Edge.Hosting.Configuration;
using Edge.Hub.Audit;

namespace Edge.Hub.Trust;

/// <summary>The trust file, for whoever may open hub.sock.</summary>
internal static class TrustApi
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/v1/trust", async (TrustViews views, CancellationToken token) => Results.Json(await views.InForceAsync(token), HubJson.Options));
        admin.MapPost("/v1/trust/stage", (StageRequest request, HttpContext context, TrustPublisher publisher, AuditLog audit, CancellationToken token) => Guarded(async () =>
        {
            var staged = publisher.Stage(request);
            await audit.NoteAsync(context.User.Actor(), "trust-staged", "trust", $"version {staged.Version}", token);
            return Results.Json(staged, HubJson.Options);
        }));
        admin.MapPost("/v1/trust/publish", (PublishRequest request, HttpContext context, TrustPublisher publisher, TrustViews views, AuditLog audit, CancellationToken token) => Guarded(async () =>
        {
            publisher.Publish(request.File);
            var view = await views.InForceAsync(token);
            await audit.NoteAsync(context.User.Actor(), "trust-published", "trust", $"version {view.Version}", token);
            return Results.Json(view, HubJson.Options);
        }));
    }

    private static async Task<IResult> Guarded(Func<Task<IResult>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (e is MalformedException or ConfigurationException or IOException)
        {
            return Refused.Answer(e.Message);
        }
    }
}

/// <summary>A signed trust file to put in force.</summary>
internal sealed record PublishRequest(byte[] File);
