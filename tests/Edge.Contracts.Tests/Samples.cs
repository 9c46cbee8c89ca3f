using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Google.Protobuf;
using PublicKey = Edge.Contracts.Wire.PublicKey;
using Record = Edge.Contracts.Wire.Record;

namespace Edge.Contracts.Tests;

/// <summary>Keys and well-formed messages that the tests then damage.</summary>
internal static class Samples
{
    public const string Node = "na-ngoi-01";

    public static SigningKey Root { get; } = SigningKey.Create();

    public static SigningKey NodeKey { get; } = SigningKey.Create();

    public static SigningKey ReceiptKey { get; } = SigningKey.Create();

    public static ECDiffieHellman RegistryPrivate { get; } = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);

    public static RegistryKey Registry { get; } = new(KeyId.Of(RegistryPrivate.ExportSubjectPublicKeyInfo()), RegistryPrivate.ExportSubjectPublicKeyInfo());

    public static byte[] CaCertificate { get; } = MakeCa();

    public static TrustAnchors Trust { get; } = TrustAnchors.Verify(TrustAnchors.Sign(TrustFile(), Root), Root.Public);

    public static Guid RecordId { get; } = new("01890a5d-ac96-774b-bcce-b302099a8057");

    public static TrustFile TrustFile() => new()
    {
        Version = 3,
        IssuedAtMs = 1_760_000_000_000,
        RegistryKeys = { Public(Registry.Spki.Span) },
        ReceiptKeys = { Public(ReceiptKey.Public.Spki.Span) },
        CaCertificates = { ByteString.CopyFrom(CaCertificate) },
    };

    public static PublicKey Public(ReadOnlySpan<byte> spki) => new() { Id = KeyId.Of(spki), Spki = ByteString.CopyFrom(spki) };

    public static Manifest Manifest() => new()
    {
        Node = Node,
        RecordId = ByteString.CopyFrom(RecordId.ToByteArray(bigEndian: true)),
        ChainId = ByteString.CopyFrom(SHA256.HashData("chain"u8)[..16]),
        Sequence = 17,
        PreviousDigest = ByteString.CopyFrom(SHA256.HashData("before"u8)),
        Kind = "activation",
        Priority = 5,
        Outcome = "complete",
        SealedSize = 204_800,
        SealedDigest = ByteString.CopyFrom(SHA256.HashData("sealed"u8)),
        RecipientKeyId = Registry.Id,
        TrustVersion = 3,
        BootId = ByteString.CopyFrom(SHA256.HashData("boot"u8)[..16]),
        MonotonicMs = 86_400_000,
        WallTimeMs = 1_760_000_000_000,
        ClockState = ClockState.Synchronised,
    };

    public static RecordManifest Signed() => RecordManifest.Sign(Manifest(), NodeKey);

    public static SignedReceipt Receipt(RecordManifest record) =>
        StoredReceipts.Sign(record, DateTimeOffset.FromUnixTimeMilliseconds(1_760_000_100_000), archiveEpoch: 1, ReceiptKey);

    public static Record Record() => new()
    {
        Fields = ByteString.CopyFromUtf8("""{"name":"Vừ Y Mai","born":"1961"}"""),
        Attachments = { new Attachment { Name = "portrait.jpg", ContentType = "image/jpeg", Data = ByteString.CopyFrom(Encoding.ASCII.GetBytes(new string('j', 64))) } },
    };

    public static Provisioning Provisioning() => new()
    {
        Node = Node,
        Group = "nghe-an",
        MqttAddress = "hub.example:8883",
        HttpsAddress = "hub.example:8443",
        RootSpki = ByteString.CopyFrom(Root.Public.Spki.Span),
        Trust = Trust.Signed,
        EnrolId = "e-1",
        EnrolSecret = "secret",
    };

    public static SettingsFile Settings() => new()
    {
        Version = 1_780_000_000,
        Group = "nghe-an",
        IssuedAtMs = 1_780_000_000_000,
        MqttAddresses = { "hub.example:8883", "[2001:db8::7]:8883" },
        HttpsAddresses = { "hub.example:8443" },
        Hours = new OpeningHours { Times = { new OpeningTime { Days = 0x1f, FromMinute = 450, ToMinute = 690 }, new OpeningTime { Date = 20270210 } } },
        Services = ByteString.CopyFromUtf8("""{"services":{}}"""),
        Place = "Nhà văn hoá Na Ngoi",
    };

    private static byte[] MakeCa()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=edge test ca", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(80));
        return certificate.Export(X509ContentType.Cert);
    }
}
