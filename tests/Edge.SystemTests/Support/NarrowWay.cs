using System.Net;

namespace Edge.SystemTests.Support;

/// <summary>
/// A board and a hub in networks of their own, and between them a bridge that drops packets over 1,300 bytes in one direction or the other
/// and tells nobody, as an LTE carrier's tunnel may: a path-MTU hole. Skips the test where networks cannot be made.
/// </summary>
internal sealed class NarrowWay : IDisposable
{
    private const string ToBoard = "toboard";
    private const string ToHub = "tohub";
    private const string Board = "board";
    private const string Middle = "middle";
    private const string Hub = "hub";

    private readonly NetSpaces _spaces = new(Middle, Board, Hub);

    public NarrowWay(bool toBoard, bool toHub)
    {
        _spaces.In(Middle, "link", "add", "bridge", "type", "bridge");
        Cable(Board, "10.78.1.2/24", ToBoard);
        Cable(Hub, "10.78.1.1/24", ToHub);
        _spaces.In(Middle, "link", "set", "bridge", "up");
        if (toBoard) Narrow(ToBoard);
        if (toHub) Narrow(ToHub);
    }

    public static IPAddress HubAddress => IPAddress.Parse("10.78.1.1");

    public IReadOnlyList<string> AtBoard => _spaces.Enter(Board);

    public IReadOnlyList<string> AtHub => _spaces.Enter(Hub);

    /// <summary>The whole size passes again to the board.</summary>
    public void Mend() => _spaces.Shape(Middle, "qdisc", "delete", "dev", ToBoard, "root");

    public void Dispose() => _spaces.Dispose();

    private void Cable(string end, string address, string port)
    {
        _spaces.Cable(end, "eth0", Middle, port);
        // Bundles of packets would pass as one, whatever its size.
        foreach (var (where, device) in new[] { (end, "eth0"), (Middle, port) }) _spaces.In(where, "link", "set", device, "gso_max_segs", "1");
        _spaces.In(end, "address", "add", address, "dev", "eth0");
        _spaces.In(end, "link", "set", "eth0", "up");
        _spaces.In(Middle, "link", "set", port, "master", "bridge");
        _spaces.In(Middle, "link", "set", port, "up");
    }

    // A bucket drops what it can never hold; with the Ethernet header.
    private void Narrow(string port) => _spaces.Shape(Middle, "qdisc", "add", "dev", port, "root", "tbf", "rate", "100mbit", "burst", "1314", "limit", "1000000");
}
