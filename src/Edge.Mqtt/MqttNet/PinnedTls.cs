using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// Who we are, and whom we believe: the pinned authorities and nobody else, for the exact name, whatever the board's clock says, and
/// without asking any network. The library's own settings would check dates and ask for revocation lists on-line.
/// </summary>
internal sealed class PinnedTls : IDisposable
{
    private const string ServerUsage = "1.3.6.1.5.5.7.3.1";

    private readonly MqttOptions _options;
    private readonly X509Certificate2Collection _authorities = [];
    private readonly X509Certificate2 _own;

    private PinnedTls(MqttOptions options)
    {
        _options = options;
        Read(options.CaFile, "authorities", () => _authorities.ImportFromPem(File.ReadAllText(options.CaFile)));
        if (_authorities.Count == 0) throw new MqttException($"{options.CaFile} holds no certificate of an authority.");
        Read(options.CertificateFile, "certificate", () => X509Certificate2.CreateFromPem(File.ReadAllText(options.CertificateFile)).Dispose());
        X509Certificate2? own = null;
        Read(options.KeyFile, $"key, or it and {options.CertificateFile} are a mismatch", () => own = X509Certificate2.CreateFromPemFile(options.CertificateFile, options.KeyFile));
        _own = own!;
    }

    /// <summary>Why the broker's certificate was refused; null where it was not.</summary>
    public string? Verdict { get; private set; }

    public static PinnedTls Load(MqttOptions options) => new(options);

    public SslClientAuthenticationOptions Options => new()
    {
        TargetHost = _options.ServerName,
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        // Off-line: it would else fetch what is missing in our own chain.
        ClientCertificateContext = SslStreamCertificateContext.Create(_own, null, offline: true),
        RemoteCertificateValidationCallback = (_, certificate, _, _) => (Verdict = Judge(certificate as X509Certificate2)) is null,
        // A resumed session is not looked up in the broker's revocation list.
        AllowTlsResume = false,
    };

    public void Dispose()
    {
        foreach (var authority in _authorities) authority.Dispose();
        _own.Dispose();
    }

    private string? Judge(X509Certificate2? broker)
    {
        var why = broker is null ? "it sent none" : Chain(broker) ?? (IsForServers(broker) ? null : "unsuitable certificate purpose")
            ?? (broker.MatchesHostname(_options.ServerName, allowWildcards: false, allowCommonName: false) ? null : "hostname mismatch");
        return why is null ? null : $"the broker's certificate is refused: {why} (expected name {_options.ServerName}, authorities {_options.CaFile})";
    }

    private string? Chain(X509Certificate2 broker)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        // A board's clock may stand in 1970; what is revoked the broker and the hub know.
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        if (chain.Build(broker)) return null;
        return string.Join(", ", chain.ChainStatus.Where(s => s.Status != X509ChainStatusFlags.NotTimeValid).Select(s => s.StatusInformation.Trim()).Distinct());
    }

    // No usage at all would mean any.
    private static bool IsForServers(X509Certificate2 broker) =>
        broker.Extensions.OfType<X509EnhancedKeyUsageExtension>().Any(e => e.EnhancedKeyUsages.Cast<Oid>().Any(u => u.Value == ServerUsage));

    private static void Read(string file, string what, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new MqttException($"{file} cannot be used as {what}: {e.Message}", e);
        }
    }
}
