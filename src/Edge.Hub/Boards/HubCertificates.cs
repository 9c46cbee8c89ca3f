using System.Net;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts;
using Edge.Hosting.Linux;

namespace Edge.Hub.Boards;

/// <summary>The hub's own certificates, made anew at each start and before they end, with the files the broker and its client read.</summary>
internal sealed class HubCertificates(CertificateAuthority authority, HubPaths paths, TimeProvider time)
{
    private static readonly TimeSpan Early = TimeSpan.FromDays(60);

    private volatile X509Certificate2? _server;

    public string CaFile => Path.Combine(paths.Broker, "ca.crt");

    public string ServerFile => Path.Combine(paths.Broker, "server.crt");

    public string ServerKeyFile => Path.Combine(paths.Broker, "server.key");

    public string ClientFile => Path.Combine(paths.Broker, "hub.crt");

    public string ClientKeyFile => Path.Combine(paths.Broker, "hub.key");

    /// <summary>What HTTPS shows; null before <see cref="Make"/>.</summary>
    public X509Certificate2? Server => _server;

    /// <summary>Makes both certificates and writes their files.</summary>
    public void Make()
    {
        var server = authority.IssueServer(ServerNames());
        using var client = authority.IssueClient(Names.HubClient);
        DurableFile.WriteText(CaFile, authority.Certificate.ExportCertificatePem() + "\n");
        PemFiles.Write(server, ServerFile, ServerKeyFile);
        PemFiles.Write(client, ClientFile, ClientKeyFile);
        // The old one is left to the collector: a handshake may still be using it.
        _server = server;
    }

    /// <summary>Makes them again where they end soon.</summary>
    public void Renew()
    {
        if (_server is not { } server || server.NotAfter.ToUniversalTime() - time.GetUtcNow().UtcDateTime < Early) Make();
    }

    // Boards check the first name only, whatever address they reach the hub at.
    private static SubjectAlternativeNameBuilder ServerNames()
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Names.HubServer);
        names.AddDnsName("localhost");
        var machine = Environment.MachineName;
        if (Uri.CheckHostName(machine) == UriHostNameType.Dns && machine != "localhost") names.AddDnsName(machine);
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names;
    }
}
