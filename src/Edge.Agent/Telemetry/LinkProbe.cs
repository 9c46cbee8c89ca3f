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

    /// <summary>An interface's level in /proc/net/wireless; positive numbers are a driver's own scale and tell nothing.</summary>
    internal static int? SignalOf(string? wireless, string name)
    {
        var fields = Lines(wireless).FirstOrDefault(f => f.Length > 3 && f[0] == name + ":");
        return fields is not null && double.TryParse(fields[3], NumberStyles.Float, CultureInfo.InvariantCulture, out var level) && level is < 0 and > -200 ? (int)Math.Round(level) : null;
    }

    private string? Interface() => DefaultRoutes.Interfaces(files) is [var best, ..] ? best : null;

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
