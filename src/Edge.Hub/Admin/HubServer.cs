using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Hub.Boards;
using Edge.Hub.Courier;
using Edge.Hub.Dashboard;
using Edge.Hub.Trust;
using Edge.Hub.Views;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>The three ways in (<see cref="Surface"/>) and what stands behind each.</summary>
internal static class HubServer
{
    // The largest is a trust file, in base64.
    private const int BodyBytes = 2 * Limits.TrustBytes;
    private const int HeaderBytes = 16 * 1024;
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    public static void Configure(IWebHostBuilder web)
    {
        web.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel((_, server) => Listen(server));
        web.ConfigureServices(services =>
        {
            services.AddSingleton<HostFilter>();
            services.AddRouting().AddRateLimiter(_ => { });
            services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, SurfaceRouting.Policy>());
            services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase);
        });
    }

    /// <summary>Every endpoint of the hub. Each names its surface; one that does not is reachable nowhere.</summary>
    public static void Map(WebApplication app)
    {
        app.Use(next => context => FixedLength.AnswerAsync(context, next));
        app.Use(next => context => context.RequestServices.GetRequiredService<HostFilter>().HandleAsync(context, next));
        app.UseRouting();
        app.UseRateLimiter();
        HealthApi.Map(app);
        EstApi.Map(app);
        app.MapGroup("").OnSurface(Surface.Http).MapDashboard();
        MapAdmin(app);
    }

    private static void MapAdmin(WebApplication app)
    {
        var admin = app.MapGroup("").OnSurface(Surface.Admin);
        NodesApi.Map(admin);
        RecordsApi.Map(admin);
        CopiesApi.Map(admin);
        CourierApi.Map(admin);
        TrustApi.Map(admin);
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
            listener.UseHttps(tls => Tls(tls, services));
        });
        server.ListenUnixSocket(services.GetRequiredService<HubPaths>().Socket, listener => listener.Mark(Surface.Admin));
    }

    private static void Tls(HttpsConnectionAdapterOptions tls, IServiceProvider services)
    {
        // Asked for at each handshake: the server is put together before the keys are there, and certificates are renewed.
        tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.HandshakeTimeout = TimeSpan.FromSeconds(10);
        tls.ServerCertificateSelector = (_, _) => services.GetRequiredService<HubCertificates>().Server;
        tls.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
        tls.OnAuthenticate = (_, ssl) => ssl.CertificateChainPolicy = ClientPolicy(services.GetRequiredService<CertificateAuthority>());
        tls.ClientCertificateValidation = (_, _, errors) => errors == System.Net.Security.SslPolicyErrors.None;
    }

    // Ours alone, dates not looked at: a board that was years offline renews an expired certificate.
    private static X509ChainPolicy ClientPolicy(CertificateAuthority authority)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority.Certificate);
        policy.ApplicationPolicy.Add(new System.Security.Cryptography.Oid(ClientAuth));
        return policy;
    }
}
