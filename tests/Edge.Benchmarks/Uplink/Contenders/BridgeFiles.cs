using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>Configuration and certificates of two brokers with a bridge between: mutual TLS with P-256 as Edge has it, and the bridge set as well for a narrow link as it can be.</summary>
internal sealed class BridgeFiles(string folder)
{
    public string Board => Path.Combine(folder, "bridge.conf");

    public string Hub => Path.Combine(folder, "broker.conf");

    public string Message => Path.Combine(folder, "message");

    public void Write(UplinkRow row)
    {
        Directory.CreateDirectory(Path.Combine(folder, "persistence"));
        using var caKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Edge benchmark CA", caKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var ca = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(40), DateTimeOffset.UnixEpoch.AddYears(100));
        File.WriteAllText(Path.Combine(folder, "ca.pem"), ca.ExportCertificatePem());
        Leaf(ca, "edge-hub", "broker");
        Leaf(ca, Benchmarks.Board.Node, "bridge");
        File.WriteAllLines(Hub, HubLines());
        File.WriteAllLines(Board, BoardLines(row));
        var message = RandomNumberGenerator.GetBytes(row.RecordBytes);
        using var file = File.Create(Message);
        file.Write(message);
    }

    private string[] HubLines() =>
    [
        "user root", "persistence false", "allow_anonymous true", "max_queued_messages 0", "set_tcp_nodelay true", "log_dest stderr",
        "listener 1883 127.0.0.1",
        $"listener 8883 {Addresses.Hub}",
        .. Tls("", "broker"), "require_certificate true", "use_identity_as_username true",
    ];

    private string[] BoardLines(UplinkRow row) =>
    [
        "user root", "persistence true", $"persistence_location {folder}/persistence/", "autosave_interval 1", "autosave_on_changes true",
        "allow_anonymous true", "max_queued_messages 0", "set_tcp_nodelay true", "log_dest stderr",
        // With more under way at once each cut loses more; small ones would each wait for a round trip.
        row.RecordBytes > 50_000 ? "max_inflight_messages 1" : "max_inflight_messages 100",
        "listener 1883 127.0.0.1",
        "connection edge-bench", $"address {Addresses.Hub}:8883", "topic bench/# out 1", "cleansession false", "notifications false", "try_private false",
        "start_type automatic", "restart_timeout 1", "remote_clientid bench-bridge",
        // Its ping waits behind a message that is being sent: a shorter one would end good connections.
        $"keepalive_interval {Math.Max(5, (int)Math.Ceiling(5 + 2 * row.RecordBytes / row.Shape.BytesPerSecond))}",
        .. Tls("bridge_", "bridge"),
    ];

    private string[] Tls(string prefix, string name) => [$"{prefix}cafile {folder}/ca.pem", $"{prefix}certfile {folder}/{name}.pem", $"{prefix}keyfile {folder}/{name}.key"];

    private void Leaf(X509Certificate2 ca, string name, string file)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(Addresses.Hub);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(ca, ca.NotBefore, ca.NotAfter, RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(Path.Combine(folder, $"{file}.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, $"{file}.key"), key.ExportPkcs8PrivateKeyPem());
    }
}
