using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>Turns away whoever comes by a name that is not this hub's (<see cref="HostRule"/>). hub.sock is let be: no browser opens it, and only who may read the data folder does.</summary>
internal sealed class HostFilter(IOptions<ListenOptions> options, IDbContextFactory<HubDb> databases)
{
    private readonly HashSet<string> _names = new([Names.HubServer, Environment.MachineName, .. options.Value.Hosts], StringComparer.OrdinalIgnoreCase);

    public async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host;
        if (context.Surface() == Surface.Admin || HostRule.Allows(host, _names.Contains) || (context.Surface() == Surface.Https && await IsGivenToBoardsAsync(host, context.RequestAborted)))
        {
            await next(context);
            return;
        }
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync($"This hub is not called {PlainText.Of(host)}. If it is, name it in Listen:Hosts.\n", context.RequestAborted);
    }

    // Boards come by the address of their provisioning file.
    private async Task<bool> IsGivenToBoardsAsync(string host, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var addresses = await db.Set<Node>().AsNoTracking().Select(n => n.HttpsAddress).Distinct().ToListAsync(cancellationToken);
        return addresses.Any(a => NetAddress.TrySplit(a, out var given, out _) && given.Equals(host, StringComparison.OrdinalIgnoreCase));
    }
}
