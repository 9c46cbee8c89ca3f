using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Desk;

/// <summary>The officer's page has a listener of its own: plain on the loopback, HTTPS everywhere else.</summary>
internal sealed partial class DeskListener(IOptions<DeskOptions> options, AgentIdentity identity, ILogger<DeskListener> logger) : IStatusSection, IDisposable
{
    private X509Certificate2? _certificate;
    private bool _tried;

    public PageDoor Door { get; } = new();

    /// <summary>Where the page is; null where it is not served.</summary>
    public string? Address => Door.At is { } at ? $"{(_certificate is null ? "http" : "https")}://{Reached(at)}/" : null;

    /// <summary>SHA-256 of the certificate; null over plain HTTP.</summary>
    public string? Fingerprint => _certificate is { } known ? DeskCertificate.Fingerprint(known) : null;

    /// <summary>Why it is not served although it is to be; null where it is.</summary>
    public string? Problem { get; private set; }

    public string Name => "desk";

    public object Read() => new { Address, Fingerprint, Problem };

    /// <summary>Whether a name is one under which people come here on purpose.</summary>
    public bool IsOurs(string host) => host.Equals(identity.Node, StringComparison.OrdinalIgnoreCase) || host.Equals($"{identity.Node}.local", StringComparison.OrdinalIgnoreCase);

    public void AddTo(KestrelServerOptions kestrel)
    {
        Open();
        Door.AddTo(kestrel, _certificate is { } certificate ? listener => listener.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
        }) : null);
    }

    public void Dispose()
    {
        Door.Dispose();
        _certificate?.Dispose();
    }

    // Where it listens at every address, people need one that they can type.
    private string Reached(IPEndPoint at)
    {
        if (!at.Address.Equals(IPAddress.Any) && !at.Address.Equals(IPAddress.IPv6Any)) return at.ToString();
        var own = NetworkInterface.GetAllNetworkInterfaces().Where(i => i.OperationalStatus == OperationalStatus.Up).SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address).FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        return own is not null ? new IPEndPoint(own, at.Port).ToString() : string.Create(CultureInfo.InvariantCulture, $"{identity.Node}.local:{at.Port}");
    }

    private void Open()
    {
        if (_tried || !options.Value.Enabled) return;
        _tried = true;
        var wanted = PageDoor.Read(options.Value.Address)!;
        if (!IPAddress.IsLoopback(wanted.Address) && CertificateProblem(wanted.Address) is { } unusable) Problem = unusable;
        else if (Door.Open(wanted) is { } reason) Problem = $"Desk:Address {wanted} cannot be listened on: {reason}; end what listens there, or set another port (0 is any free one)";
        if (Problem is not null) LogClosed(Problem);
        else if (Fingerprint is { } fingerprint) LogOpenTls(Address!, fingerprint);
        else LogOpen(Address!);
    }

    private string? CertificateProblem(IPAddress address)
    {
        try
        {
            _certificate = DeskCertificate.Of(identity, address, new LinuxDisk());
            return null;
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"the certificate of the officer's page cannot be made in {Path.GetDirectoryName(identity.KeyFile)}: {e.Message}; check the disk, or provision the board again";
        }
    }

    [LoggerMessage(LogLevel.Information, "Officer's page: {Address}")]
    private partial void LogOpen(string address);

    [LoggerMessage(LogLevel.Information, "Officer's page: {Address}, certificate SHA-256 {Fingerprint}")]
    private partial void LogOpenTls(string address, string fingerprint);

    [LoggerMessage(LogLevel.Warning, "No officer's page: {Problem}. All else works")]
    private partial void LogClosed(string problem);
}
