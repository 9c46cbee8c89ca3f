using Edge.Agent.Desk.Api;
using Edge.Agent.Desk.Sessions;
using Edge.Agent.Identity.Officers;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Desk.Live;

/// <summary>Tells a client what has changed, as server-sent events, for as long as its session lasts. A slow reader gets the newest and not everything.</summary>
internal sealed class DeskStream(DeskView view, DeskSessions sessions, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private const int MostClients = 8;

    // Faster than an eye is a waste of a small board.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(60);

    // What changes by the clock alone; and a sign of life.
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(3);
    private int _clients;

    /// <param name="context">The request.</param>
    /// <param name="token">Its session.</param>
    /// <param name="news">What is new, in one line; null where nothing is.</param>
    public async Task SendAsync(HttpContext context, string? token, Func<SignedIn, string?> news)
    {
        try
        {
            if (Interlocked.Increment(ref _clients) > MostClients)
            {
                await DeskCall.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "too-many", $"{MostClients} pages show this desk already; close one");
                return;
            }
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await TellAsync(context.Response, token, news, ending.Token);
        }
        catch (OperationCanceledException)
        {
            // The page is gone, or the agent stops.
        }
        finally
        {
            Interlocked.Decrement(ref _clients);
        }
    }

    private async Task TellAsync(HttpResponse response, string? token, Func<SignedIn, string?> news, CancellationToken cancellationToken)
    {
        response.ContentType = "text/event-stream";
        await response.WriteAsync("retry: 500\n\n", cancellationToken);
        Task[]? changes = null;
        while (true)
        {
            // Taken before looking, so that a change in between is seen.
            changes = view.Changes(changes);
            var session = sessions.Changed;
            if (sessions.Find(token, isAct: false) is not { } officer)
            {
                await response.WriteAsync("event: locked\ndata: .\n\n", cancellationToken);
                return;
            }
            await response.WriteAsync(news(officer) is { } told ? $"data: {told}\n\n" : "event: beat\ndata: .\n\n", cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            await Task.Delay(Least, time, cancellationToken);
            await time.WaitAnyAsync(Most, cancellationToken, [.. changes, session]);
        }
    }
}
