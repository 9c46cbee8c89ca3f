using System.Globalization;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A cable between the two networks, shaped by the kernel at both ends; an outage takes the carrier away.</summary>
internal sealed class VethLink : ILink
{
    // One packet and its Ethernet header: the rate holds from the first packet on. A fast link needs what goes by while the kernel sleeps, or it is slower than it should be.
    private const int PacketBytes = 1600;
    private static readonly TimeSpan KernelSleeps = TimeSpan.FromMilliseconds(4);

    private readonly LinkShape _shape;
    private readonly bool _dials;
    private int _dialled;

    /// <param name="dials">The board has a new address after each outage, as behind a modem: what was connected before is dead.</param>
    public VethLink(string name, LinkShape shape, bool dials)
    {
        (_shape, _dials) = (shape, dials);
        Board = new NetworkNamespace($"{name}-board");
        try
        {
            Hub = new NetworkNamespace($"{name}-hub");
            Command.Run("ip", "link", "add", Addresses.Device, "netns", Board.Name, "type", "veth", "peer", "name", Addresses.Device, "netns", Hub.Name);
            foreach (var (end, address) in new[] { (Board, Addresses.OfBoard(0)), (Hub, Addresses.Hub) })
            {
                // Without it the counters would see bundles of packets with the headers of one.
                end.Ip("link", "set", Addresses.Device, "gso_max_segs", "1");
                end.Ip("address", "add", $"{address}/16", "dev", Addresses.Device);
                end.Ip("link", "set", Addresses.Device, "up");
                end.FillAsDebian(Addresses.All, address);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public NetworkNamespace Board { get; }

    public NetworkNamespace Hub { get; } = null!;

    private int BurstBytes => Math.Max(PacketBytes, (int)(_shape.BytesPerSecond * KernelSleeps.TotalSeconds));

    public void Shape()
    {
        foreach (var end in new[] { Board, Hub })
        {
            Command.Run("tc", "-n", end.Name, "qdisc", "replace", "dev", Addresses.Device, "root", "tbf",
                "rate", string.Create(CultureInfo.InvariantCulture, $"{_shape.BitsPerSecond}bit"), "burst", $"{BurstBytes}", "limit", $"{_shape.QueueBytes}");
        }
    }

    public void Up()
    {
        if (_dials)
        {
            Board.Ip("address", "delete", $"{Addresses.OfBoard(_dialled)}/16", "dev", Addresses.Device);
            Board.Ip("address", "add", $"{Addresses.OfBoard(++_dialled)}/16", "dev", Addresses.Device);
            Board.FillAsDebian(Addresses.All, Addresses.OfBoard(_dialled));
        }
        Hub.Ip("link", "set", Addresses.Device, "up");
        Hub.FillAsDebian(Addresses.All, Addresses.Hub);
    }

    public void Down() => Hub.Ip("link", "set", Addresses.Device, "down");

    public void Dispose()
    {
        Hub?.Dispose();
        Board.Dispose();
    }
}
