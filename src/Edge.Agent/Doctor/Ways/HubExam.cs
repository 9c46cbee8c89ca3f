using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Agent.Identity;
using Edge.Agent.Identity.Provisioning;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Telemetry;
using Edge.Contracts;
using Edge.Contracts.Settings;
using Edge.Hosting;
using Edge.Mqtt;
using Edge.Mqtt.MqttNet;

namespace Edge.Agent.Doctor.Ways;

/// <summary>Whether the hub takes this board: the handshakes a board makes with it, made once, with its certificate.</summary>
internal sealed class HubExam(AgentIdentity identity, AddressBook addresses, IReadOnlyList<string> interfaces, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Over each link there is one attempt a second.
    private static readonly TimeSpan Stagger = TimeSpan.FromSeconds(1);

    // As many as there are sizes of segments to try.
    private const int Attempts = 3;

    /// <summary>By the connection that a running agent has; another would take its place.</summary>
    public Finding MqttOf(AgentUplink uplink)
    {
        var hub = uplink.Hub.Length > 0 ? uplink.Hub : $"{identity.MqttHost}:{identity.MqttPort}";
        var said = new Said($"{hub}: phần mềm {uplink.Summary.Vi}", $"{hub}: the agent is {uplink.Summary.En}");
        return uplink.Act is null ? new Finding(Subject.Mqtt, Grade.Ok, said) : Subject.Mqtt.Attention(said.Vi, said.En, uplink.Act);
    }

    /// <summary>At the first address where the hub takes this board, those first where it was seen.</summary>
    public Task<Finding> MqttAsync(CancellationToken cancellationToken) => FirstAsync(addresses.Mqtt.OrderByDescending(a => a.Proven).Select(a => a.Address), hub => MqttAsync(hub, cancellationToken));

    public Task<Finding> HttpsAsync(CancellationToken cancellationToken) => FirstAsync(addresses.Https, hub => HttpsAsync(hub, cancellationToken));

    // The worst reason is the first address's; what each said stands below.
    private static async Task<Finding> FirstAsync<T>(IEnumerable<T> all, Func<T, Task<(bool Reached, Finding Finding)>> look)
    {
        List<Finding> failed = [];
        foreach (var one in all)
        {
            var (reached, finding) = await look(one);
            if (reached) return finding;
            failed.Add(finding);
        }
        return failed[0] with { Detail = string.Join("; ", failed.Select(f => f.Detail)) };
    }

    private async Task<(bool Reached, Finding Finding)> MqttAsync(HubAddress hub, CancellationToken cancellationToken)
    {
        var connector = new MqttNetConnector(time, new SegmentSize(time, tries: 1));
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await connector.ConnectAsync(Options(hub, attempt - 1), cancellationToken);
                return (true, Taken(Subject.Mqtt, new($"{hub} nhận chứng thư của máy này", $"{hub} takes this board's certificate and speaks MQTT"), connection.SegmentBytes));
            }
            catch (MqttException e) when ((e.HandshakeUnanswered || (e.Stranger && interfaces.Count > 1)) && attempt < Attempts)
            {
            }
            catch (MqttException e)
            {
                var (reason, act) = HubTrouble.Of(e.Message);
                return (false, Subject.Mqtt.Fault($"{reason.Vi}; hồ sơ chờ ở đây, không mất", $"{reason.En}; records wait here meanwhile", act, e.Message));
            }
        }
    }

    private async Task<(bool Reached, Finding Finding)> HttpsAsync(HubAddress hub, CancellationToken cancellationToken)
    {
        try
        {
            using var own = X509Certificate2.CreateFromPemFile(identity.CertificateFile, identity.KeyFile);
            var segmentBytes = await EstClient.ForOneCommand(new PinnedCa(identity.Trust.Current.CaCertificates), addresses.Last.Of).ReachAsync(hub, own, cancellationToken);
            return (true, Taken(Subject.Https, new($"{hub} trả lời và đúng là trung tâm của máy này", $"{hub} answers and is the hub of this board"), segmentBytes));
        }
        catch (Exception e) when (e is ProvisioningException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            var (reason, act) = HubTrouble.Of(e.Message);
            return (false, Subject.Https.Attention($"{reason.Vi}; không có nó thì chứng thư không gia hạn được", $"{reason.En}; without it the certificate is not renewed", act, e.Message));
        }
    }

    private static Finding Taken(Subject subject, Said text, int? segmentBytes) => segmentBytes is { } bytes
        ? subject.Attention($"{text.Vi}, nhưng chỉ với gói TCP tối đa {bytes} byte: trên đường có chỗ lặng lẽ bỏ gói lớn hơn", $"{text.En}, but only in TCP segments of at most {bytes} bytes: something on the way drops larger packets without a word", UplinkWords.SetMtu)
        : new Finding(subject, Grade.Ok, text);

    private MqttOptions Options(HubAddress hub, int firstWay) => new()
    {
        Host = hub.Host,
        Port = hub.Port,
        ServerName = Names.HubServer,
        ClientId = identity.Node,
        CaFile = identity.CaFile,
        CertificateFile = identity.CertificateFile,
        KeyFile = identity.KeyFile,
        ConnectTimeout = Patience,
        LastSeen = addresses.Last.Of(hub.Host),
        Interfaces = interfaces,
        Stagger = Stagger,
        FirstWay = firstWay,
    };
}
