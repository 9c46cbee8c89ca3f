using System.Globalization;
using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>What the kernel at one end tells of its connections to the other.</summary>
/// <param name="Queued">Bytes given to it, and not yet acknowledged by the other end.</param>
/// <param name="Congestion">How it fills the link, of each connection.</param>
internal sealed record LinkSockets(long Queued, IReadOnlyList<string> Congestion)
{
    private static readonly string[] Known = NetworkNamespace.AvailableCongestion();

    public static LinkSockets Of(NetworkNamespace place, string peer)
    {
        List<string[]> lines =
        [
            .. Command.Run(place.Prefix[0], [.. place.Prefix.Skip(1), "ss", "-tniHO", "state", "established", "dst", peer])
                .Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
        ];
        return new LinkSockets(lines.Sum(line => long.Parse(line[1], CultureInfo.InvariantCulture)), [.. lines.Select(line => line.FirstOrDefault(Known.Contains, "unknown"))]);
    }
}
