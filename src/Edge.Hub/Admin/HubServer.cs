using Edge.Contracts;
using Edge.Hub.Accounts;
using Edge.Hub.Api;
using Edge.Hub.Areas;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Courier;
using Edge.Hub.Dashboard;
using Edge.Hub.Metrics;
using Edge.Hub.Releases;
using Edge.Hub.Trust;
using Edge.Hub.Views;
using Edge.Hub.Views.Progress;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>The three ways in (<see cref="Surface"/>) and what stands behind each.</summary>
internal static class HubServer
{
    // The largest is a trust file, in base64.
    private const int BodyBytes = 2 * Limits.TrustBytes;
    private const int HeaderBytes = 16 * 1024;

    public static void Configure(IWebHostBuilder web)
    {
        web.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((_, server) => Listen(server));
        web.ConfigureServices(services =>
        {
            services.AddSingleton<HostFilter>().AddSingleton<GivenCertificate>().AddSingleton<Handshake>().AddSingleton<PageHeaders>();
            services.AddRouting().AddRateLimiter(_ => { });
            services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SurfaceRouting.Policy>());
            services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase);
            // What a body leaves out, or says is null, is refused before anything is done with it.
            services.ConfigureHttpJsonOptions(json => (json.SerializerOptions.RespectNullableAnnotations, json.SerializerOptions.RespectRequiredConstructorParameters) = (true, true));
            services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new System.Text.Json.Serialization.JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase)));
        });
    }

    /// <summary>Every endpoint of the hub. Each names its surface; one that does not is reachable nowhere.</summary>
    public static void Map(WebApplication app)
    {
        app.Use(next => context => FixedLength.AnswerAsync(context, next));
        app.Use(next => context =>
        {
            context.RequestServices.GetRequiredService<PageHeaders>().Harden(context);
            return next(context);
        });
        app.Use(next => context => context.RequestServices.GetRequiredService<HostFilter>().HandleAsync(context, next));
        app.Use(next => context => OwnPages.CheckAsync(context, next));
        app.UseRouting();
        app.Use(next => context => NothingThereAsync(context, next));
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseWebSockets();
        app.Use(next => context => context.RequestServices.GetRequiredService<OpenPages>().CheckAsync(context, next));
        HealthApi.Map(app);
        EstApi.Map(app);
        MapPages(app.MapGroup("").OnSurface(Pages(app.Services)));
        MetricsDoor.Map(app);
        MapAdmin(app);
    }

    // What people and programs open: on plain HTTP only where nobody else can listen in.
    private static void MapPages(RouteGroupBuilder pages)
    {
        pages.MapAccounts();
        pages.MapApi();
        pages.MapDashboard();
    }

    internal static Surface Pages(IServiceProvider services) =>
        System.Net.IPAddress.IsLoopback(NetAddress.Parse(services.GetRequiredService<IOptions<ListenOptions>>().Value.Http).Address) ? Surface.Http | Surface.Https : Surface.Https;

    // Or the rule for endpoints that name no right would send whoever asks for nothing to sign in.
    private static Task NothingThereAsync(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is not null) return next(context);
        if (context.Surface() != Surface.Admin && context.Request.Path.StartsWithSegments("/api"))
        {
            return Refused.Answer($"the API has no such route; look at path, method and Content-Type (a file is text/csv, all else application/json) in {ApiRoutes.Document}", StatusCodes.Status404NotFound).ExecuteAsync(context);
        }
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static void MapAdmin(WebApplication app)
    {
        var admin = app.MapGroup("").OnSurface(Surface.Admin);
        ApiRoutes.MapOnSocket(admin);
        NodesApi.Map(admin);
        RecordsApi.Map(admin);
        AreasApi.Map(admin);
        ProgressApi.Map(admin);
        CopiesApi.Map(admin);
        CourierApi.Map(admin);
        TrustApi.Map(admin);
        ReleasesApi.Map(admin);
        AuditApi.Map(admin);
        StatusApi.Map(admin);
    }

    private static void Listen(KestrelServerOptions server)
    {
        var services = server.ApplicationServices;
        var listen = services.GetRequiredService<IOptions<ListenOptions>>().Value;
        server.AddServerHeader = false;
        server.Limits.MaxRequestBodySize = BodyBytes;
        server.Limits.MaxRequestHeadersTotalSize = HeaderBytes;
        server.Limits.MaxRequestHeaderCount = 50;
        server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
        server.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        server.Listen(NetAddress.Parse(listen.Http), listener =>
        {
            listener.Cap(listen.MaxConnections);
            listener.Mark(Surface.Http);
        });
        server.Listen(NetAddress.Parse(listen.Https), listener =>
        {
            listener.Protocols = HttpProtocols.Http1;
            listener.Cap(listen.MaxConnections);
            listener.Mark(Surface.Https);
            listener.UseHttps(Handshake.Options(services));
        });
        server.ListenUnixSocket(services.GetRequiredService<HubPaths>().Socket, listener => listener.Mark(Surface.Admin));
    }
}
