using System.Security.Cryptography;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;

namespace Edge.Hub.Keys;

/// <summary>The hub's next receipt key, in memory until it is written. Nothing is signed with it before a trust file names it.</summary>
internal sealed class NewReceiptKey : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public NewReceiptKey() => Public = new VerifyingKey(_key.ExportSubjectPublicKeyInfo());

    public VerifyingKey Public { get; }

    /// <summary>Writes it into a file of its own, for its owner alone.</summary>
    public void Write(HubPaths paths) => DurableFile.WriteText(paths.ReceiptKeyOf(Public.Id), _key.ExportPkcs8PrivateKeyPem() + "\n");

    public void Dispose() => _key.Dispose();
}
