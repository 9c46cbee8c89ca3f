using Edge.Contracts;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Mvc;

namespace Edge.Hub.Releases;

/// <summary>The way in for a release file, for whoever may open hub.sock; the rest is in the API's table.</summary>
internal static class ReleasesApi
{
    public static void Map(IEndpointRouteBuilder admin) =>
        admin.MapPost("/v1/releases", (HttpContext context, ReleaseBook book) => Guarded.AnswerAsync(() => book.AddAsync(context.User.Actor(), context.Request.Body,
            context.Request.ContentLength ?? throw new MalformedException("a release is sent with its length"), context.RequestAborted)))
        .WithMetadata(new RequestSizeLimitAttribute(Limits.ReleaseBytes));
}
