using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Contracts.Trust;
using Edge.Contracts.Wire;
using Edge.Hub.Tests.Support;
using Edge.Hub.Trust;
using Google.Protobuf;

namespace Edge.Hub.Tests.Trust;

/// <summary>Stages, signs and publishes, as operator and keeper of the root do.</summary>
internal static class TrustBench
{
    public static SigningKey Root(NodeBench hub)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(hub.Paths.RootKey));
        return new SigningKey(key);
    }

    /// <summary>The next trust file, signed, and the id of the receipt key made for it.</summary>
    public static (byte[] Signed, string? NewReceiptKey) Make(NodeBench hub, StageRequest request, SigningKey? by = null)
    {
        var staged = hub.Publisher.Stage(request);
        using var root = Root(hub);
        return (TrustAnchors.Sign(SignedTrust.Parser.ParseFrom(staged.File).Trust.Span, by ?? root).ToByteArray(), staged.NewReceiptKey);
    }

    public static string? Publish(NodeBench hub, StageRequest request)
    {
        var (signed, made) = Make(hub, request);
        hub.Publisher.Publish(signed);
        return made;
    }

    public static string PublicPem()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportSubjectPublicKeyInfoPem();
    }
}
