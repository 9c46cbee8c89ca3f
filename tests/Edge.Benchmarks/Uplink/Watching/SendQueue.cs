using System.Globalization;
using Edge.Benchmarks.Uplink.Links;

namespace Edge.Benchmarks.Uplink.Watching;

/// <summary>What the board's kernel holds of a connection to the hub: given to it, and not yet acknowledged by the other end.</summary>
internal static class SendQueue
{
    public static long Bytes(NetworkNamespace board) => Command
        .Run(board.Prefix[0], [.. board.Prefix.Skip(1), "ss", "-tnH", "state", "established", "dst", $"{Addresses.Hub}"])
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Sum(line => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture));
}
