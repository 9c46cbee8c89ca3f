using Microsoft.AspNetCore.Http.Features;

namespace Edge.Hub.Admin;

/// <summary>Every answer over TCP has a Content-Length: older EST clients (libest, Bouncy Castle) refuse one that comes in chunks, after the certificate was issued.</summary>
internal static class FixedLength
{
    public static async Task AnswerAsync(HttpContext context, RequestDelegate next)
    {
        // What hub.sock answers may be long, and goes to our own command line; a page's live connection ends with the page.
        if (context.Surface() == Surface.Admin || context.Request.Path.StartsWithSegments("/_blazor"))
        {
            await next(context);
            return;
        }
        var wire = context.Features.Get<IHttpResponseBodyFeature>()!;
        using var held = new MemoryStream();
        var kept = new StreamResponseBodyFeature(held);
        context.Features.Set<IHttpResponseBodyFeature>(kept);
        try
        {
            await next(context);
            await kept.CompleteAsync();
        }
        finally
        {
            context.Features.Set(wire);
        }
        if (held.Length == 0) return;
        context.Response.ContentLength = held.Length;
        held.Position = 0;
        await held.CopyToAsync(wire.Stream, context.RequestAborted);
    }
}
