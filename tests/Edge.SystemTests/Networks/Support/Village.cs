using System.Net;
using System.Net.Sockets;
using Edge.SystemTests.Support;

namespace Edge.SystemTests.Networks.Support;

/// <summary>
/// A board with Wi-Fi and, if wished, a modem; behind each a router of somebody else's, and behind those the hub, all in networks of their own.
/// The routers' owners do what such owners do: forward, drop, or answer themselves.
/// </summary>
internal sealed class Village : IDisposable
{
    public const string Wifi = "wlan0";
    public const string Modem = "wwan0";

    private const string Board = "board";
    private const string Hub = "hub";
    private const string WifiRouter = "wifi";
    private const string ModemRouter = "modem";

    private static readonly Dictionary<string, Side> Sides = new Dictionary<string, Side>
    {
        [Wifi] = new(WifiRouter, "1", "8", "600"),
        [Modem] = new(ModemRouter, "2", "7", "700"),
    };

    private readonly NetSpaces _spaces;
    private readonly bool _six;

    /// <param name="six">IPv6 alone: no interface of the board has an IPv4 address.</param>
    public Village(bool six = false, bool modem = false)
    {
        _six = six;
        string[] links = modem ? [Wifi, Modem] : [Wifi];
        _spaces = new NetSpaces([Board, Hub, .. links.Select(l => Sides[l].Router)]);
        foreach (var host in (string[])[At("9", "1"), At("9", "53"), At("9", "66")]) _spaces.In(Hub, "address", "add", host, "dev", "lo");
        foreach (var link in links) Lay(link, Sides[link]);
    }

    /// <summary>The hub, by number.</summary>
    public IPAddress HubAt => IPAddress.Parse(At("9", "1"));

    /// <summary>The name server.</summary>
    public IPAddress NameServerAt => IPAddress.Parse(At("9", "53"));

    /// <summary>Somebody else beyond the routers.</summary>
    public IPAddress StrangerAt => IPAddress.Parse(At("9", "66"));

    public IReadOnlyList<string> AtBoard => _spaces.Enter(Board);

    public IReadOnlyList<string> AtHub => _spaces.Enter(Hub);

    /// <summary>The router is up and answers its neighbours, and nothing gets through it.</summary>
    public void Kill(string link) => Forward(link, false);

    public void Revive(string link) => Forward(link, true);

    /// <summary>The router itself answers whoever calls the hub.</summary>
    public void Capture(string link) => _spaces.In(Sides[link].Router, "route", "add", "local", $"{HubAt}", "dev", "lo");

    /// <summary>Somebody has signed in: it forwards again.</summary>
    public void Release(string link) => _spaces.In(Sides[link].Router, "route", "delete", "local", $"{HubAt}", "dev", "lo");

    public void Unplug(string link) => _spaces.In(Board, "link", "set", link, "down");

    public void Plug(string link)
    {
        _spaces.In(Board, "link", "set", link, "up");
        RouteOut(link, Sides[link]);
    }

    /// <summary>A listener of the router's, at that port of every address it takes for its own.</summary>
    public Socket ListenAtRouter(string link, int port) => _spaces.Inside(Sides[link].Router, () => Listening(new IPEndPoint(IPAddress.Any, port)));

    /// <summary>A listener of the stranger's.</summary>
    public Socket ListenAtStranger(int port) => _spaces.Inside(Hub, () => Listening(new IPEndPoint(StrangerAt, port)));

    /// <summary>A socket for the name server.</summary>
    public Socket BindNameServer() => _spaces.Inside(Hub, () =>
    {
        var socket = new Socket(NameServerAt.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(NameServerAt, 53));
        return socket;
    });

    public void Dispose() => _spaces.Dispose();

    private static Socket Listening(IPEndPoint at)
    {
        var socket = new Socket(at.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(at);
        socket.Listen();
        return socket;
    }

    private void Lay(string link, Side side)
    {
        _spaces.Cable(Board, link, side.Router, "inside");
        _spaces.Cable(side.Router, "outside", Hub, side.Router);
        Address(Board, link, At(side.Inside, "2"));
        Address(side.Router, "inside", At(side.Inside, "1"));
        Address(side.Router, "outside", At(side.Outside, "2"));
        Address(Hub, side.Router, At(side.Outside, "1"));
        Route(side.Router, Net("9"), At(side.Outside, "1"));
        Route(Hub, Net(side.Inside), At(side.Outside, "2"));
        RouteOut(link, side);
        Forward(link, true);
    }

    private void RouteOut(string link, Side side) => Route(Board, "default", At(side.Inside, "1"), "dev", link, "metric", side.Metric);

    private void Route(string role, string to, string via, params string[] more) => _spaces.In(role, [_six ? "-6" : "-4", "route", "replace", to, "via", via, .. more]);

    private void Address(string role, string device, string address)
    {
        _spaces.In(role, ["address", "add", $"{address}/{(_six ? 64 : 24)}", "dev", device, .. _six ? ["nodad"] : Array.Empty<string>()]);
        _spaces.In(role, "link", "set", device, "up");
    }

    private void Forward(string link, bool forward) => _spaces.Inside(Sides[link].Router, () =>
    {
        File.WriteAllText(_six ? "/proc/sys/net/ipv6/conf/all/forwarding" : "/proc/sys/net/ipv4/ip_forward", forward ? "1" : "0");
        return 0;
    });

    private string At(string net, string host) => _six ? $"fd79:{net}::{host}" : $"10.79.{net}.{host}";

    private string Net(string net) => _six ? $"fd79:{net}::/64" : $"10.79.{net}.0/24";

    private sealed record Side(string Router, string Inside, string Outside, string Metric);
}
