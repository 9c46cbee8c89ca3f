using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Hub.Boards;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Edge.Hub.Admin;

/// <summary>Which certificate whoever comes over HTTPS is shown, and whose certificates are taken. Asked at each handshake: the server is put together before the keys are there, and certificates are renewed.</summary>
internal sealed class Handshake(HubCertificates own, CertificateAuthority authority, GivenCertificate given)
{
    private const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    public static TlsHandshakeCallbackOptions Options(IServiceProvider services) =>
        new() { HandshakeTimeout = TimeSpan.FromSeconds(10), OnConnection = context => ValueTask.FromResult(services.GetRequiredService<Handshake>().For(context.ClientHelloInfo.ServerName)) };

    private SslServerAuthenticationOptions For(string? name)
    {
        var options = new SslServerAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
        };
        if (given.For(name) is { } shown)
        {
            // People: a browser that is asked for a certificate asks its user.
            options.ServerCertificateContext = shown;
            return options;
        }
        options.ServerCertificate = own.Server;
        options.ClientCertificateRequired = true;
        options.CertificateChainPolicy = ClientPolicy();
        options.RemoteCertificateValidationCallback = (_, certificate, _, errors) => certificate is null || errors == SslPolicyErrors.None;
        return options;
    }

    // Ours alone, dates not looked at: a board that was years offline renews an expired certificate.
    private X509ChainPolicy ClientPolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(authority.Certificate);
        policy.ApplicationPolicy.Add(new Oid(ClientAuth));
        return policy;
    }
}
