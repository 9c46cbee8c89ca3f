using System.Globalization;

namespace Edge.Hosting.Linux;

/// <summary>The interfaces that lead out, as the kernel lists them (/proc/net/route, /proc/net/ipv6_route).</summary>
internal static class DefaultRoutes
{
    private const int Reject = 0x200; // RTF_REJECT: it says that there is no way

    /// <summary>Those of this network namespace, the best first.</summary>
    public static IReadOnlyList<string> Interfaces(SysFiles files) => Of(files.Text("proc/net/route"), files.Text("proc/net/ipv6_route"));

    internal static IReadOnlyList<string> Of(string? ipv4, string? ipv6)
    {
        var four = Lines(ipv4).Skip(1).Where(f => f is [_, "00000000", _, _, _, _, _, "00000000", ..]).Select(f => (Name: f[0], Metric: long.Parse(f[6], CultureInfo.InvariantCulture), Flags: Hex(f[3])));
        var six = Lines(ipv6).Where(f => f.Length == 10 && f[0].All(c => c == '0') && f[1] == "00" && f[9] != "lo").Select(f => (Name: f[9], Metric: Hex(f[5]), Flags: Hex(f[8])));
        return [.. new[] { four, six }.SelectMany(routes => routes.Where(r => (r.Flags & Reject) == 0).OrderBy(r => r.Metric)).Select(r => r.Name).Distinct()];
    }

    private static long Hex(string text) => long.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Lines(string? text) => (text ?? "").Split('\n').Select(l => l.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)).Where(f => f.Length > 0);
}
