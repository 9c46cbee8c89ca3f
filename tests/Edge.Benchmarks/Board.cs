using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using PublicKey = Edge.Contracts.Wire.PublicKey;

namespace Edge.Benchmarks;

/// <summary>A board with keys of its own, made for one run.</summary>
internal sealed class Board : IDisposable
{
    public const string Node = "bench-1";

    private readonly SigningKey _root = SigningKey.Create();
    private readonly SigningKey _receipt = SigningKey.Create();
    private readonly List<StateDatabase> _states = [];
    private readonly ECDiffieHellman _registry = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public Board()
    {
        CaKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Edge benchmark CA", CaKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Ca = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
        Key = new SigningKey(EcKey);
        Trust = TrustAnchors.Verify(TrustAnchors.Sign(new TrustFile
        {
            Version = 1,
            RegistryKeys = { Public(new VerifyingKey(_registry.ExportSubjectPublicKeyInfo())) },
            ReceiptKeys = { Public(_receipt.Public) },
            CaCertificates = { ByteString.CopyFrom(Ca.RawData) },
        }, _root), _root.Public);
    }

    public ECDsa CaKey { get; }

    public X509Certificate2 Ca { get; }

    /// <summary>The key behind <see cref="Key"/>, which owns it.</summary>
    public ECDsa EcKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public SigningKey Key { get; }

    public VerifyingKey RootPublic => _root.Public;

    public TrustAnchors Trust { get; }

    public AgentIdentity Identity => new()
    {
        Node = Node, Group = "bench", MqttHost = "localhost", MqttPort = 8883, HttpsHost = "localhost", HttpsPort = 8443,
        Key = Key, CaFile = "ca.pem", CertificateFile = "node.crt", KeyFile = "node.key", Trust = new TrustStore(RootPublic, Trust, new IdentityFiles(new DataFolder("/nowhere")), new LinuxDisk()),
    };

    /// <summary>Opens this board's spool with the settings an agent has by default, but for the store where one is named. Its database is closed with the board.</summary>
    public RecordSpool OpenSpool(string folder, string? store = null)
    {
        var (disk, options) = (new LinuxDisk(), new SpoolOptions());
        if (store is not null) options = new SpoolOptions { Store = store };
        var data = new DataFolder(folder);
        var ballast = new Ballast(data, options.BallastBytes, options.ReserveBytes, disk, disk, NullLogger.Instance);
        return RecordSpool.Open(new SpoolSetup(data, options, disk, disk, [Key.Public], TimeProvider.System, NullLogger.Instance), ballast, () =>
        {
            var state = StateDatabase.Open(data.StateDatabase, TimeProvider.System, NullLogger.Instance);
            _states.Add(state);
            return state;
        });
    }

    public ManifestWriter Manifests => new(Node, Key, Trust);

    public void Dispose()
    {
        _states.ForEach(s => s.Dispose());
        Key.Dispose();
        _root.Dispose();
        _receipt.Dispose();
        _registry.Dispose();
        CaKey.Dispose();
        Ca.Dispose();
    }

    private static PublicKey Public(VerifyingKey key) => new() { Id = key.Id, Spki = ByteString.CopyFrom(key.Spki.Span) };
}
