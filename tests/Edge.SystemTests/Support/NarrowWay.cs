using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>
/// A board and a hub in networks of their own, and between them a bridge that drops packets over 1,300 bytes in one direction or the other
/// and tells nobody, as an LTE carrier's tunnel may: a path-MTU hole. Skips the test where networks cannot be made.
/// </summary>
internal sealed class NarrowWay : IDisposable
{
    private const string ToBoard = "toboard";
    private const string ToHub = "tohub";

    private readonly string _name = $"edge-st-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
    private readonly IDisposable _leftover;

    public NarrowWay(bool toBoard, bool toHub)
    {
        var (code, said) = Run("ip", "netns", "add", Middle);
        Assert.SkipUnless(code == 0, $"network namespaces cannot be made here, which needs root: {said}");
        _leftover = Leftovers.Add(Remove);
        Ip("netns", "add", Board);
        Ip("netns", "add", Hub);
        In(Middle, "link", "add", "bridge", "type", "bridge");
        Cable(Board, "10.78.1.2/24", ToBoard);
        Cable(Hub, "10.78.1.1/24", ToHub);
        In(Middle, "link", "set", "bridge", "up");
        if (toBoard) Narrow(ToBoard);
        if (toHub) Narrow(ToHub);
    }

    public static IPAddress HubAddress => IPAddress.Parse("10.78.1.1");

    public IReadOnlyList<string> AtBoard => Enter(Board);

    public IReadOnlyList<string> AtHub => Enter(Hub);

    private string Board => $"{_name}-board";

    private string Middle => $"{_name}-middle";

    private string Hub => $"{_name}-hub";

    /// <summary>The whole size passes again to the board.</summary>
    public void Mend() => Check("tc", ["-n", Middle, "qdisc", "delete", "dev", ToBoard, "root"]);

    public void Dispose()
    {
        _leftover.Dispose();
        Remove();
    }

    private void Cable(string end, string address, string port)
    {
        Ip("link", "add", "eth0", "netns", end, "type", "veth", "peer", "name", port, "netns", Middle);
        // Bundles of packets would pass as one, whatever its size.
        foreach (var (where, device) in new[] { (end, "eth0"), (Middle, port) }) In(where, "link", "set", device, "gso_max_segs", "1");
        In(end, "address", "add", address, "dev", "eth0");
        In(end, "link", "set", "lo", "up");
        In(end, "link", "set", "eth0", "up");
        In(Middle, "link", "set", port, "master", "bridge");
        In(Middle, "link", "set", port, "up");
    }

    // A bucket drops what it can never hold; with the Ethernet header.
    private void Narrow(string port) => Check("tc", ["-n", Middle, "qdisc", "add", "dev", port, "root", "tbf", "rate", "100mbit", "burst", "1314", "limit", "1000000"]);

    private void Remove()
    {
        foreach (var name in new[] { Board, Middle, Hub }) Run("ip", "netns", "delete", name);
    }

    private static IReadOnlyList<string> Enter(string name) => ["/usr/bin/nsenter", $"--net=/run/netns/{name}"];

    private static void In(string name, params string[] args) => Ip(["-n", name, .. args]);

    private static void Ip(params string[] args) => Check("ip", args);

    private static void Check(string program, string[] args)
    {
        var (code, said) = Run(program, args);
        Assert.True(code == 0, $"{program} {string.Join(' ', args)}: {said}");
    }

    private static (int Code, string Said) Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said.Trim());
    }
}
