using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Storage;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Google.Protobuf;
using PublicKey = Edge.Contracts.Wire.PublicKey;

namespace Edge.Agent.Tests.Support;

/// <summary>Every key of a small country, made for one test run.</summary>
internal sealed class TestKeys
{
    private static readonly Lazy<TestKeys> One = new(() => new TestKeys());

    private TestKeys()
    {
        var caRequest = new CertificateRequest("CN=Edge test CA", ECDsa.Create(ECCurve.NamedCurves.nistP256), HashAlgorithmName.SHA256);
        caRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Ca = caRequest.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
        Signed = TrustAnchors.Sign(new TrustFile
        {
            Version = 1,
            RegistryKeys = { Public(new VerifyingKey(Registry.ExportSubjectPublicKeyInfo())) },
            ReceiptKeys = { Public(Receipt.Public) },
            CaCertificates = { ByteString.CopyFrom(Ca.RawData) },
        }, Root);
    }

    public static TestKeys Shared => One.Value;

    /// <summary>Those of another hub.</summary>
    public static TestKeys Others() => new();

    public SigningKey Root { get; } = SigningKey.Create();

    public SigningKey Receipt { get; } = SigningKey.Create();

    public SigningKey Node { get; } = SigningKey.Create();

    public ECDiffieHellman Registry { get; } = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public X509Certificate2 Ca { get; }

    public SignedTrust Signed { get; }

    public AgentIdentity Identity(SigningKey? key = null) => new()
    {
        Node = "kiosk-1",
        Group = "north",
        MqttHost = "hub.example",
        MqttPort = 8883,
        HttpsHost = "hub.example",
        HttpsPort = 8443,
        Key = key ?? Node,
        CaFile = "ca.pem",
        CertificateFile = "node.crt",
        KeyFile = "node.key",
        Trust = Trust(new DataFolder("/nowhere")),
    };

    /// <summary>A board's trust as provisioned; what it takes later goes into that folder.</summary>
    public TrustStore Trust(DataFolder data) => new(Root.Public, TrustAnchors.Verify(Signed, Root.Public), new IdentityFiles(data), new LinuxDisk());

    /// <summary>The file of the next version, changed as told and signed by the root, or by another key.</summary>
    public SignedTrust NextTrust(Action<TrustFile> change, SigningKey? by = null, ulong version = 2)
    {
        var file = TrustAnchors.ReadFile(Signed);
        file.Version = version;
        change(file);
        return TrustAnchors.Sign(file, by ?? Root);
    }

    public static PublicKey Public(VerifyingKey key) => new() { Id = key.Id, Spki = ByteString.CopyFrom(key.Spki.Span) };
}
