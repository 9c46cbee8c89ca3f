using System.Globalization;
using Edge.Hosting.Linux;

namespace Edge.Agent.Telemetry;

/// <summary>What the board's way out is: the interface of the default route, and how well a radio hears.</summary>
internal sealed class LinkProbe(SysFiles files)
{
    private const int Loopback = 772;

    /// <summary>ethernet, wifi, cellular, other or none.</summary>
    public string Technology() => Interface() is { } name ? Technology(name) : "none";

    /// <summary>Of a Wi-Fi link, as its driver tells it; a modem is not asked.</summary>
    public int? SignalDbm() => Interface() is { } name ? SignalOf(files.Text("proc/net/wireless"), name) : null;

    /// <summary>The interface of the best default route by /proc/net/route, or by /proc/net/ipv6_route.</summary>
    internal static string? DefaultRoute(string? ipv4, string? ipv6)
    {
        var best = Lines(ipv4).Skip(1).Where(f => f is [_, "00000000", _, _, _, _, _, "00000000", ..])
            .Select(f => (Name: f[0], Metric: long.Parse(f[6], CultureInfo.InvariantCulture))).OrderBy(r => r.Metric).Select(r => r.Name).FirstOrDefault();
        return best ?? Lines(ipv6).FirstOrDefault(f => f.Length == 10 && f[0].All(c => c == '0') && f[1] == "00" && f[9] != "lo" && f[4].Any(c => c != '0'))?[9];
    }

    /// <summary>An interface's level in /proc/net/wireless; positive numbers are a driver's own scale and tell nothing.</summary>
    internal static int? SignalOf(string? wireless, string name)
    {
        var fields = Lines(wireless).FirstOrDefault(f => f.Length > 3 && f[0] == name + ":");
        return fields is not null && double.TryParse(fields[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && level is < 0 and > -200 ? (int)Math.Round(level) : null;
    }

    private string? Interface() => DefaultRoute(files.Text("proc/net/route"), files.Text("proc/net/ipv6_route"));

    private string Technology(string name)
    {
        var place = $"sys/class/net/{name}";
        if (files.Exists($"{place}/wireless") || files.Exists($"{place}/phy80211")) return "wifi";
        var kind = files.Text($"{place}/uevent") ?? "";
        // A modem is an interface of its own kind, a raw-IP one, or a serial line.
        if (kind.Contains("DEVTYPE=wwan", StringComparison.Ordinal) || name.StartsWith("wwan", StringComparison.Ordinal) || name.StartsWith("ppp", StringComparison.Ordinal)) return "cellular";
        return files.Number($"{place}/type") switch { 1 => "ethernet", Loopback => "none", _ => "other" };
    }

    private static IEnumerable<string[]> Lines(string? text) => (text ?? "").Split('\n').Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length > 0);
}
