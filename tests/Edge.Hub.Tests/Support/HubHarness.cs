using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Trust;
using Edge.Hub.Admin;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Ingest;
using Edge.Hub.Views;
using Edge.Mqtt;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edge.Hub.Tests.Support;

/// <summary>A whole hub in this process, on free loopback ports and a folder of its own.</summary>
internal sealed class HubHarness : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly HubHost _host;
    private readonly bool _whole;

    private HubHarness(bool managed, bool whole, IReadOnlyDictionary<string, string?> settings, int mqttPort)
    {
        _whole = whole;
        var all = new Dictionary<string, string?>(settings)
        {
            ["Archive:AllowVolatile"] = "true",
            ["Listen:Http"] = "127.0.0.1:0",
            ["Listen:Https"] = "127.0.0.1:0",
            ["Listen:Mqtt"] = $"127.0.0.1:{mqttPort}",
        };
        if (!managed) (all["Broker:Mode"], all["Broker:Address"]) = ("External", "127.0.0.1:1");
        _host = HubHost.Create(new HubArguments(_folder.File("hub"), null, all), Replace);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ManualTime Time { get; } = new() { Now = TimeProvider.System.GetUtcNow() };

    public HubPaths Paths => _host.Paths;

    public Uri Http => new(Addresses.Single(a => a.StartsWith("http://127", StringComparison.Ordinal)));

    public Uri Https => new(Addresses.Single(a => a.StartsWith("https://", StringComparison.Ordinal)));

    private ICollection<string> Addresses => Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;

    public static Task<HubHarness> StartAsync(params (string Key, string Value)[] settings) => StartAsync(managed: false, whole: false, settings);

    public static Task<HubHarness> StartManagedAsync(params (string Key, string Value)[] settings) => StartAsync(managed: true, whole: false, settings);

    /// <summary>With its broker, its ingest and the machine's own time: what a board says to it is answered.</summary>
    public static Task<HubHarness> StartWholeAsync() => StartAsync(managed: true, whole: true, []);

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public T Get<T>() where T : notnull => _host.App.Services.GetRequiredService<T>();

    public Task StopAsync() => _host.App.StopAsync(Token);

    public async Task<Provisioned> AddAsync(string node)
    {
        using var hub = new HubSocket(Paths.Data);
        return await hub.PostAsync<Provisioned>("v1/nodes", new NodeAddRequest(node, "north", "127.0.0.1:8883", null), Token);
    }

    public async Task<(string Id, string Secret)> SecretAsync(string node)
    {
        var (provisioning, _) = ProvisioningFile.Read((await AddAsync(node)).File);
        return (provisioning.EnrolId, provisioning.EnrolSecret);
    }

    /// <summary>A client that trusts this hub's authority and nobody else's, whatever the dates.</summary>
    public HttpClient Client(X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.TargetHost = "edge-hub";
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(Get<CertificateAuthority>().Certificate);
        if (certificate is not null) handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        return new HttpClient(handler) { BaseAddress = Https, Timeout = TimeSpan.FromSeconds(20) };
    }

    /// <summary>A board's certificate with its key, as an offline signature gives it.</summary>
    public async Task<X509Certificate2> SignAsync(string node, ECDsa key)
    {
        await AddAsync(node);
        using var certificate = await Get<Enrolment>().SignAsync(Actor.CommandLine, node, SigningRequest.Parse(NodeBench.Csr(key)), Token);
        return certificate.CopyWithPrivateKey(key);
    }

    /// <summary>Connects to the broker as the holder of that certificate.</summary>
    public async Task<IMqttConnection> ConnectAsync(X509Certificate2 certificate, string clientId = "")
    {
        var files = _folder.File($"board-{certificate.SerialNumber}");
        PemFiles.Write(certificate, files + ".crt", files + ".key");
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        var options = Get<Edge.Hub.Boards.IBroker>().HubConnection with { ClientId = clientId.Length > 0 ? clientId : name, CertificateFile = files + ".crt", KeyFile = files + ".key" };
        return await Get<IMqttConnector>().ConnectAsync(options, Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.App.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<HubHarness> StartAsync(bool managed, bool whole, (string Key, string Value)[] settings)
    {
        var hub = new HubHarness(managed, whole, settings.ToDictionary(s => s.Key, s => (string?)s.Value), FreePort());
        try
        {
            await hub._host.StartAsync(TextWriter.Null, Token);
            return hub;
        }
        catch
        {
            await hub.DisposeAsync();
            throw;
        }
    }

    // Tests speak in the hub's own name on its broker; ingest, with the same name, would take turns with them for ever.
    private void Replace(IServiceCollection services)
    {
        if (_whole) return;
        services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
        services.Remove(services.Single(s => s.ImplementationType == typeof(IngestService)));
    }
}
