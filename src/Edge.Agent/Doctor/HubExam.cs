using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Contracts;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;

namespace Edge.Agent.Doctor;

/// <summary>Whether the hub takes this board: the handshakes a board makes with it, made once, with its certificate.</summary>
internal sealed class HubExam(AgentIdentity identity, TimeProvider time)
{
    private const string Mqtt = "hub (MQTT)";
    private const string Https = "hub (HTTPS)";
    private const string Meanwhile = "records wait here meanwhile";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // As many as there are sizes of segments to try.
    private const int Attempts = 3;

    /// <summary>By the connection that a running agent has; another would take its place.</summary>
    public Finding MqttOf(AgentUplink uplink) => Taken(Mqtt, $"{identity.MqttHost}:{identity.MqttPort}: the agent is connected", uplink.SegmentBytes);

    public async Task<Finding> MqttAsync(CancellationToken cancellationToken)
    {
        var connector = new MqttNetConnector(time, new SegmentSize(time, tries: 1));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await connector.ConnectAsync(Options(), cancellationToken);
                return Taken(Mqtt, $"{identity.MqttHost}:{identity.MqttPort} takes this board's certificate and speaks MQTT", connection.SegmentBytes);
            }
            catch (MqttException e) when (e.HandshakeUnanswered && attempt < Attempts)
            {
            }
            catch (MqttException e)
            {
                return new Finding(Grade.Fail, Mqtt, $"{e.Message} {(e.Message.Contains("revoked", StringComparison.Ordinal) ? "Ask the hub's operator why (edge-hub node show)" : "Check address, network and firewall")}; {Meanwhile}");
            }
        }
    }

    public async Task<Finding> HttpsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var own = X509Certificate2.CreateFromPemFile(identity.CertificateFile, identity.KeyFile);
            var segmentBytes = await EstClient.ForOneCommand(new PinnedCa(identity.Trust.Current.CaCertificates)).ReachAsync(new HostPort(identity.HttpsHost, identity.HttpsPort), own, cancellationToken);
            return Taken(Https, $"{identity.HttpsHost}:{identity.HttpsPort} answers and is the hub of this board", segmentBytes);
        }
        catch (Exception e) when (e is ProvisioningException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            return new Finding(Grade.Warn, Https, $"{e.Message}; without it the certificate is not renewed");
        }
    }

    private static Finding Taken(string subject, string text, int? segmentBytes) => segmentBytes is { } bytes
        ? new Finding(Grade.Warn, subject, $"{text}, but only in TCP segments of at most {bytes} bytes: something on the way drops larger packets without a word. Records get through; whoever runs this network can set its MTU right")
        : new Finding(Grade.Ok, subject, text);

    private MqttOptions Options() => new()
    {
        Host = identity.MqttHost,
        Port = identity.MqttPort,
        ServerName = Names.HubServer,
        ClientId = identity.Node,
        CaFile = identity.CaFile,
        CertificateFile = identity.CertificateFile,
        KeyFile = identity.KeyFile,
        ConnectTimeout = Patience,
    };
}
