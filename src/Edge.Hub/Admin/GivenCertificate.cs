using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Edge.Contracts;
using Edge.Hosting.Configuration;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Admin;

/// <summary>The certificate that an administrator gave for people's browsers, read again when its files change.</summary>
internal sealed partial class GivenCertificate(IOptions<ListenOptions> options, TimeProvider time, ILogger<GivenCertificate> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(options.Value.Hosts, StringComparer.OrdinalIgnoreCase);
    private SslStreamCertificateContext? _held;
    private string _read = "";
    private string _told = "";
    private long _looked;

    private string CertificateFile => options.Value.Certificate;

    private string KeyFile => options.Value.CertificateKey;

    /// <summary>True where one was given.</summary>
    public bool IsThere => CertificateFile.Length > 0;

    /// <summary>Reads it for the first time; nothing to do where none was given.</summary>
    /// <exception cref="ConfigurationException">It cannot be used.</exception>
    public void Open()
    {
        if (!IsThere && KeyFile.Length == 0) return;
        if (!IsThere || KeyFile.Length == 0) throw new ConfigurationException("Listen:Certificate and Listen:CertificateKey go together: give both, or neither");
        if (_names.Count == 0) throw new ConfigurationException("Listen:Certificate is shown to whoever comes by a name of Listen:Hosts, which has none; name there what the certificate is for");
        if (_names.Contains(Names.HubServer)) throw new ConfigurationException($"Listen:Hosts names {Names.HubServer}, by which boards ask for the hub's own certificate; take it out");
        lock (_gate)
        {
            try
            {
                _looked = time.GetTimestamp();
                Read();
            }
            catch (Exception e) when (IsUnusable(e))
            {
                throw new ConfigurationException($"Listen:Certificate {CertificateFile} with Listen:CertificateKey {KeyFile} cannot be used: {Reason.Of(e)}", e);
            }
        }
    }

    /// <summary>What to show to whoever asks for that name; null for the hub's own.</summary>
    public SslStreamCertificateContext? For(string? name)
    {
        if (!IsThere || name is null || !_names.Contains(name)) return null;
        lock (_gate)
        {
            if (time.GetElapsedTime(_looked) >= LookAgain) Look();
            return _held;
        }
    }

    // A renewal writes two files; what does not fit together is left until it does.
    private void Look()
    {
        _looked = time.GetTimestamp();
        try
        {
            if (Read()) LogRead(CertificateFile, _held!.TargetCertificate.NotAfter.ToUniversalTime());
            _told = "";
        }
        catch (Exception e) when (IsUnusable(e))
        {
            // What stays wrong is told of once, and read again all the same: it may pass.
            if (_told != e.Message) LogUnusable(CertificateFile, e.Message);
            _told = e.Message;
        }
    }

    // By what is in them: a link says nothing of its end, and a file that was copied keeps its time.
    private bool Read()
    {
        var (certificate, key) = (File.ReadAllText(CertificateFile), File.ReadAllText(KeyFile));
        var read = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}")));
        if (read == _read) return false;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
        _held = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(certificate, key), chain, offline: true);
        _read = read;
        return true;
    }

    private static bool IsUnusable(Exception e) => e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException;

    [LoggerMessage(LogLevel.Information, "The certificate {File} was read again; it ends at {End:u}")]
    private partial void LogRead(string file, DateTime end);

    [LoggerMessage(LogLevel.Error, "The changed certificate {File} cannot be used, and the one before is shown on: {Reason}")]
    private partial void LogUnusable(string file, string reason);
}
