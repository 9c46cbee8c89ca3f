using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hub.Admin;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Keys;
using Edge.Hub.Objects;
using Edge.Hub.Trust;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Support;

/// <summary>Keys, database and boards of a hub that had its first run, without a network.</summary>
internal sealed class NodeBench : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly DataFolder _data;
    private readonly ServiceProvider _services;

    private NodeBench(Action<DbContextOptionsBuilder>? change)
    {
        _data = DataFolder.Open(_folder.Path);
        FirstRun.Make(Paths, Time, TextWriter.Null);
        Keys = HubKeys.Open(Paths);
        var services = new ServiceCollection().AddHubDb(Paths);
        if (change is not null) services.ConfigureDbContext<HubDb>(change);
        _services = services.BuildServiceProvider();
        Databases = _services.GetRequiredService<IDbContextFactory<HubDb>>();
        Authority = new CertificateAuthority(Keys, Time);
        Archive = new ArchiveWriter(Databases, new ArchivePlace(Paths));
        Audit = new AuditLog(Archive, Time);
        Registry = new NodeRegistry(Archive, Time);
        Copies = new BackupRegistry(Archive, Time, NullLogger<BackupRegistry>.Instance);
        Enrolment = new Enrolment(Registry, Authority, Broker, Options.Create(new NodesOptions()), Audit, Time, NullLogger<Enrolment>.Instance);
        Areas = new AreaParts(Paths, Archive, Databases, Registry, Time);
        Takeover = new ForcedDisconnect(Authority, Broker, Connector, Paths, NullLogger<ForcedDisconnect>.Instance);
        Revoker = new Revoker(Registry, Broker, Takeover, Audit, NullLogger<Revoker>.Instance);
    }

    public ManualTime Time { get; } = new();

    public FakeBroker Broker { get; } = new();

    public FakeConnector Connector { get; } = new();

    public HubPaths Paths => _data.Paths;

    public HubKeys Keys { get; }

    public ObjectCatalog Shelf { get; } = new();

    public TrustPublisher Publisher => new(Keys, Paths, Shelf, Time, NullLogger<TrustPublisher>.Instance);

    public IDbContextFactory<HubDb> Databases { get; }

    public ArchiveWriter Archive { get; }

    public AuditLog Audit { get; }

    public CertificateAuthority Authority { get; }

    public NodeRegistry Registry { get; }

    public Enrolment Enrolment { get; }

    public BackupRegistry Copies { get; }

    public AreaParts Areas { get; private set; }

    public EvictedBoards Evicted { get; } = new();

    public ForcedDisconnect Takeover { get; }

    public Revoker Revoker { get; }

    /// <param name="prepare">Called with the data folder before its database is opened.</param>
    /// <param name="change">Changes how the database is opened, after the hub's own way of it.</param>
    public static async Task<NodeBench> OpenAsync(Action<HubPaths>? prepare = null, Action<DbContextOptionsBuilder>? change = null)
    {
        var bench = new NodeBench(change);
        prepare?.Invoke(bench.Paths);
        await new HubDatabase(bench.Databases, bench.Registry, bench.Copies, bench.Areas.Book, bench.Time).StartAsync(TestContext.Current.CancellationToken);
        return bench;
    }

    public static ECDsa NewKey() => ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public static byte[] Csr(ECDsa key, string name = "whatever") =>
        new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSigningRequest();

    /// <summary>The areas as a hub that has just started knows them.</summary>
    public async Task RestartAreasAsync()
    {
        Areas.Dispose();
        Areas = new AreaParts(Paths, Archive, Databases, Registry, Time);
        await Areas.Book.LoadAsync(TestContext.Current.CancellationToken);
    }

    public async Task<NewSecret> AddAsync(string node, string group = "north") =>
        await Enrolment.AddAsync(Actor.CommandLine, node, group, "hub.example:8883", "hub.example:8443", TestContext.Current.CancellationToken);

    public async Task<X509Certificate2> EnrolAsync(NewSecret secret, ECDsa key) =>
        await Enrolment.EnrolAsync(secret.Id, secret.Secret, SigningRequest.Parse(Csr(key)), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Areas.Dispose();
        Archive.Dispose();
        await _services.DisposeAsync();
        Keys.Dispose();
        HubDbRegistration.ClearPool(Paths.Database);
        _data.Dispose();
        _folder.Dispose();
    }
}
