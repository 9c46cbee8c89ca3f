using Edge.Contracts;
using Edge.Contracts.Shown;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Edge.Hub.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>Turns away whoever comes by a name that is not this hub's (<see cref="HostRule"/>). hub.sock is let be: no browser opens it, and only who may read the data folder does.</summary>
internal sealed class HostFilter(IOptions<ListenOptions> options, IDbContextFactory<HubDb> databases, SettingsShelf settings, TimeProvider time)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new([Names.HubServer, Environment.MachineName, .. options.Value.Hosts], StringComparer.OrdinalIgnoreCase);

    private Task<HashSet<string>>? _provisioned;
    private long _looked;

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

    // Whoever asks by the address that boards have of their provisioning file or their settings; boards themselves say the hub's own name.
    private async Task<bool> IsGivenToBoardsAsync(string host, CancellationToken cancellationToken) =>
        settings.HttpsHosts.Contains(host.ToLowerInvariant()) || (await ProvisionedAsync().WaitAsync(cancellationToken)).Contains(host);

    // Anybody may ask, before any limit: all who come within a while share one look.
    private Task<HashSet<string>> ProvisionedAsync()
    {
        lock (_gate)
        {
            if (_provisioned is { IsFaulted: false } && time.GetElapsedTime(_looked) < LookAgain) return _provisioned;
            _looked = time.GetTimestamp();
            return _provisioned = ReadAsync();
        }
    }

    private async Task<HashSet<string>> ReadAsync()
    {
        await using var db = await databases.CreateDbContextAsync();
        var addresses = await db.Set<Node>().AsNoTracking().Select(n => n.HttpsAddress).Distinct().ToListAsync();
        return addresses.Select(a => NetAddress.TrySplit(a, out var host, out _) ? host : "").ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
