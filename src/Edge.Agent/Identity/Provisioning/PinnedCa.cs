using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>Believes only certificates of the trust file's authorities. Dates are not checked: a board's clock may stand in 1970, and revocation is the hub's control.</summary>
internal sealed class PinnedCa(IEnumerable<ReadOnlyMemory<byte>> authorities)
{
    public const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _authorities = [.. authorities.Select(a => X509CertificateLoader.LoadCertificate(a.Span))];

    public string Pem => string.Join('\n', _authorities.Select(c => c.ExportCertificatePem())) + "\n";

    public bool Issued(X509Certificate2 certificate, string purpose)
    {
        if (!certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages[purpose] is not null)) return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }

    /// <summary>How to speak TLS with the hub: it has the hub's own name whatever its address is.</summary>
    public SslClientAuthenticationOptions Client(X509Certificate2? own) => new()
    {
        TargetHost = Names.HubServer,
        ClientCertificates = own is null ? null : [own],
        LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 hub
            && hub.MatchesHostname(Names.HubServer, allowWildcards: false, allowCommonName: false)
            && Issued(hub, ServerAuth),
    };
}
