using System.Net;
using System.Net.Sockets;
using Edge.Agent.Identity.Settings;
using Edge.Agent.Telemetry;

namespace Edge.Agent.Doctor.Ways;

/// <summary>Where the hub's names lead just now, and whether that is where the hub was.</summary>
internal sealed class DnsExam(AddressBook addresses, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>One for each name; none where the hub's addresses are numbers.</summary>
    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        List<Finding> findings = [];
        foreach (var host in addresses.Mqtt.Select(a => a.Address.Host).Concat(addresses.Https.Select(a => a.Host)).Distinct().Where(h => !IPAddress.TryParse(h, out _)))
        {
            findings.Add(await LookAsync(host, cancellationToken));
        }
        return findings;
    }

    private async Task<Finding> LookAsync(string host, CancellationToken cancellationToken)
    {
        var last = addresses.Last.Of(host);
        try
        {
            var found = await Dns.GetHostAddressesAsync(host, cancellationToken).WaitAsync(Patience, time, cancellationToken);
            return Judge(host, found, last, "");
        }
        catch (Exception e) when (e is SocketException or TimeoutException)
        {
            return Judge(host, [], last, e is TimeoutException ? "" : e.Message);
        }
    }

    public static Finding Judge(string host, IReadOnlyList<IPAddress> found, IReadOnlyList<IPAddress> last, string said)
    {
        var (leads, before) = (string.Join(", ", found.Take(3)), string.Join(", ", last.Take(1)));
        if (found.Count == 0)
        {
            return last.Count == 0
                ? Subject.Dns.Fault($"không tra được tên {host}: không máy chủ tên nào trả lời, hoặc không biết tên này", $"the name {host} does not resolve: no name server answers, or none knows it", UplinkWords.SeekDns, said)
                : Subject.Dns.Attention($"không tra được tên {host}; máy dùng địa chỉ lần trước: {before}", $"the name {host} does not resolve; the board uses its last known address: {before}", UplinkWords.MendDns, said);
        }
        return last.Count == 0 || found.Any(last.Contains)
            ? Subject.Dns.Ok($"{host} là {leads}", $"{host} is {leads}")
            : Subject.Dns.Attention($"{host} nay dẫn tới {leads}, lần trước trung tâm ở {before}: máy thử cả hai", $"{host} leads to {leads} now, and the hub was at {before}: the board tries both",
                new("nếu trung tâm không đổi địa chỉ: máy chủ tên của mạng này trả lời sai; báo người quản mạng", "if the hub has not moved, this network's name server lies; tell whoever runs the network"));
    }
}
