using System.Threading.RateLimiting;
using Edge.Hub.Audit;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;

namespace Edge.Hub.Dashboard;

/// <summary>Bounds the pages that one user has open at once: each costs the hub some megabytes. A live connection is a WebSocket, which lasts as long as its page; one that polls could not be counted.</summary>
internal sealed class OpenPages : IDisposable
{
    public const int MostEach = 30;

    private readonly PartitionedRateLimiter<string> _open = PartitionedRateLimiter.Create<string, string>(user => RateLimitPartition.GetConcurrencyLimiter(user, _ => new ConcurrencyLimiterOptions { PermitLimit = MostEach }));

    public async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata is not { } endpoint || endpoint.GetMetadata<HubMetadata>() is null || endpoint.GetMetadata<NegotiateMetadata>() is not null)
        {
            await next(context);
            return;
        }
        using var page = _open.AttemptAcquire(context.User.Actor().Name);
        if (context.WebSockets.IsWebSocketRequest && page.IsAcquired) await next(context);
        else if (page.IsAcquired) await Refused.Answer("the live connection of a page is a WebSocket; let it through where a proxy stands in front of the hub").ExecuteAsync(context);
        else await Refused.Answer($"{MostEach} pages are open already, the most one user may have; close some", StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    public void Dispose() => _open.Dispose();
}
