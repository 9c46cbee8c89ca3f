using System.Globalization;
using System.Net;
using System.Text;
using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Edge.Hub.Boards;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Broker;

/// <summary>What mosquitto reads: its configuration, who may do what, and whose certificates are revoked.</summary>
internal sealed class BrokerFiles(HubPaths paths, HubCertificates certificates, CertificateAuthority authority, IDbContextFactory<HubDb> databases,
    EvictedBoards evicted, TimeProvider time)
{
    /// <summary>Whether this hub is there, by Sparkplug B.</summary>
    public static string StateTopic { get; } = SparkplugTopics.State(Names.HubClient);

    // Topic and properties of a message come on top of its payload.
    private const int MaxPacketBytes = Limits.MessageBytes + 512;
    private const int MaxKeepAliveSeconds = 300;

    public string Configuration => Path.Combine(paths.Broker, "mosquitto.conf");

    public string Pid => Path.Combine(paths.Broker, "mosquitto.pid");

    public string TlsDefaults => Path.Combine(paths.Broker, "openssl.cnf");

    private string Acl => Path.Combine(paths.Broker, "acl");

    private string Crl => Path.Combine(paths.Broker, "crl.pem");

    public void WriteConfiguration(IPEndPoint listen, BrokerOptions options)
    {
        var lines = new List<string>
        {
            "# Written by edge-hub at each start.",
            "persistence false",
            "allow_anonymous false",
            "allow_zero_length_clientid false",
            // For the hub's STATE alone. What a board retains on its own topics the hub passes over.
            "retain_available true",
            // A session left behind by a client that asked for it must not pile up messages.
            "persistent_client_expiration 1h",
            Line("max_packet_size", MaxPacketBytes),
            Line("max_queued_messages", options.MaxQueuedMessages),
            Line("max_inflight_messages", 100),
            Line("max_keepalive", MaxKeepAliveSeconds),
            "set_tcp_nodelay true",
            "connection_messages false",
            "log_dest stderr",
            "log_type error",
            "log_type warning",
            "log_timestamp false",
            $"acl_file {Acl}",
        };
        // Started by root it would become user mosquitto, who cannot read these files.
        if (LibC.EffectiveUser() == 0) lines.Add("user root");
        lines.AddRange(
        [
            // [::] is both families, as for HTTPS; mosquitto takes it for IPv6 alone, and no address for both.
            listen.Address.Equals(IPAddress.IPv6Any) ? Line("listener", listen.Port) : string.Create(CultureInfo.InvariantCulture, $"listener {listen.Port} {listen.Address}"),
            Line("max_connections", options.MaxConnections),
            $"cafile {certificates.CaFile}",
            $"certfile {certificates.ServerFile}",
            $"keyfile {certificates.ServerKeyFile}",
            $"crlfile {Crl}",
            "tls_version tlsv1.2",
            "require_certificate true",
            "use_identity_as_username true",
            // Of the listener: before its line it has no effect.
            "use_username_as_clientid true",
        ]);
        DurableFile.WriteText(Configuration, string.Join('\n', lines) + "\n");
        DurableFile.WriteText(TlsDefaults, TlsDefaultsText);
    }

    // mosquitto has no setting for session tickets: a kilobyte at each handshake, a thirtieth of a second of a narrow link. Nobody uses
    // them, since a resumed session is not checked against the revocations. The other two lines are Debian's own defaults.
    private const string TlsDefaultsText = """
        # Written by edge-hub at each start.
        openssl_conf = conf
        [conf]
        ssl_conf = ssl
        [ssl]
        system_default = defaults
        [defaults]
        MinProtocol = TLSv1.2
        CipherString = DEFAULT@SECLEVEL=2
        NumTickets = 0
        Options = -SessionTicket

        """;

    /// <summary>Writes both lists from the database, with the boards that are evicted just now: denied, so that a live connection is heard no more, and held off, so that none is opened.</summary>
    public async Task WriteListsAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        string[] away = [.. evicted.Names];
        var nodes = await db.Set<Node>().OrderBy(n => n.Name).Select(n => new { n.Name, n.Group, Denied = n.RevokedAt != null }).ToListAsync(cancellationToken);
        var denied = nodes.Where(n => n.Denied).Select(n => n.Name).Union(away).ToHashSet(StringComparer.Ordinal);
        var refused = await db.Set<NodeCertificate>().AsNoTracking().Where(c => c.RevokedAt != null || away.Contains(c.Node)).OrderBy(c => c.Serial).ToListAsync(cancellationToken);
        DurableFile.WriteText(Crl, authority.Revocations(refused.Select(c => (c.Serial, c.RevokedAt ?? now))));
        DurableFile.WriteText(Acl, AclOf(denied, nodes.Where(n => !denied.Contains(n.Name)).Select(n => (n.Name, n.Group))));
    }

    private static string AclOf(IEnumerable<string> denied, IEnumerable<(string Node, string Group)> admitted)
    {
        var acl = new StringBuilder("# Written by edge-hub from its database.\n");
        acl.Append(CultureInfo.InvariantCulture, $"user {Names.HubClient}\ntopic readwrite edge/v1/#\ntopic readwrite {StateTopic}\ntopic write spBv1.0/+/NCMD/+\n");
        foreach (var topic in SparkplugTopics.AllOfBoards) acl.Append(CultureInfo.InvariantCulture, $"topic read {topic}\n");
        foreach (var node in denied.Order(StringComparer.Ordinal)) acl.Append(CultureInfo.InvariantCulture, $"user {node}\ntopic deny #\n");
        // A pattern knows a board's name, not its group.
        foreach (var (node, group) in admitted)
        {
            acl.Append(CultureInfo.InvariantCulture, $"user {node}\n");
            foreach (var verb in new[] { SparkplugVerb.Birth, SparkplugVerb.Data, SparkplugVerb.Death }) acl.Append(CultureInfo.InvariantCulture, $"topic write {SparkplugTopics.Of(verb, group, node)}\n");
            acl.Append(CultureInfo.InvariantCulture, $"topic read {SparkplugTopics.Of(SparkplugVerb.Command, group, node)}\ntopic read {StateTopic}\n");
        }
        foreach (var topic in new[] { Topics.Offer("%u"), Topics.Chunk("%u"), Topics.Ask("%u") }) acl.Append(CultureInfo.InvariantCulture, $"pattern write {topic}\n");
        foreach (var topic in new[] { Topics.Have("%u"), Topics.Answer("%u") }) acl.Append(CultureInfo.InvariantCulture, $"pattern read {topic}\n");
        return acl.ToString();
    }

    private static string Line(string key, int value) => string.Create(CultureInfo.InvariantCulture, $"{key} {value}");
}
