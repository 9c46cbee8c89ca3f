using Edge.Contracts;
using Edge.Hosting.Configuration;

namespace Edge.Hub.Trust;

/// <summary>The trust file, for whoever may open hub.sock.</summary>
internal static class TrustApi
{
    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapGet("/v1/trust", async (TrustViews views, CancellationToken token) => Results.Json(await views.InForceAsync(token), HubJson.Options));
        admin.MapPost("/v1/trust/stage", (StageRequest request, TrustPublisher publisher) => Guarded(() => Results.Json(publisher.Stage(request), HubJson.Options)));
        admin.MapPost("/v1/trust/publish", (PublishRequest request, TrustPublisher publisher, TrustViews views, CancellationToken token) => Guarded(async () =>
        {
            publisher.Publish(request.File);
            return Results.Json(await views.InForceAsync(token), HubJson.Options);
        }));
    }

    private static Task<IResult> Guarded(Func<IResult> work) => Guarded(() => Task.FromResult(work()));

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
