using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A network of its own, like a machine of its own; it goes away with all that is in it, also after a Ctrl-C.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private const string Namespaces = "/run/netns";
    private const int Network = 0x40000000; // CLONE_NEWNET
    private const string Debian = "cubic";

    private readonly IDisposable _leftover;
    private readonly bool _byRoute;

    public NetworkNamespace(string name)
    {
        Name = name;
        Command.Run("ip", "netns", "add", name);
        _leftover = Leftovers.Add(Remove, last: true);
        Command.Run("ip", "-n", name, "link", "set", "lo", "up");
        _byRoute = Inside(() =>
        {
            // Router solicitations at each link-up would take their share of a narrow link.
            File.WriteAllText("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
            return PlainCongestion() != Debian && AvailableCongestion().Contains(Debian);
        });
    }

    public string Name { get; }

    /// <summary>What stands in front of a command to run it in here; it becomes that command.</summary>
    public IReadOnlyList<string> Prefix => ["/usr/bin/nsenter", $"--net={Namespaces}/{Name}"];

    /// <summary>Does something in here, on a thread of its own: what it opens stays in here, and no other work finds itself here.</summary>
    public T Inside<T>(Func<T> work)
    {
        T answer = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                Enter();
                answer = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? answer : throw new BenchException($"in network namespace {Name}: {failure.Message}", failure);
    }

    public void Ip(params ReadOnlySpan<string> args) => Command.Run("ip", ["-n", Name, .. args]);

    /// <summary>Lets TCP fill the link to that network as on a Debian machine. A namespace may not choose what the machine keeps to itself, but a route may; it is forgotten with the route.</summary>
    /// <param name="network">Where the route leads.</param>
    /// <param name="own">The address that it starts from.</param>
    public void FillAsDebian(string network, IPAddress own)
    {
        if (_byRoute) Ip("route", "replace", network, "dev", Addresses.Device, "proto", "kernel", "scope", "link", "src", $"{own}", "congctl", Debian);
    }

    /// <summary>The ways of filling a link that this machine's kernel has.</summary>
    public static string[] AvailableCongestion() => File.ReadAllText("/proc/sys/net/ipv4/tcp_available_congestion_control").Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        _leftover.Dispose();
        Remove();
    }

    // What a Debian machine has by default, or its plainest kin; a machine that prefers another may keep the first to itself, and then only a route gives it.
    private static string PlainCongestion()
    {
        const string knob = "/proc/sys/net/ipv4/tcp_congestion_control";
        foreach (var choice in new[] { Debian, "reno" })
        {
            try
            {
                File.WriteAllText(knob, choice);
                break;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not in a namespace of this machine.
            }
        }
        return File.ReadAllText(knob).Trim();
    }

    private void Remove() => Command.Run("ip", "netns", "delete", Name);

    private void Enter()
    {
        var path = $"{Namespaces}/{Name}";
        var file = LibC.Open(path, LibC.ReadOnly, 0);
        if (file < 0 || LinuxNet.SetNamespace(file, Network) != 0)
            throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{path} could not be entered: {Marshal.GetLastPInvokeErrorMessage()}"));
        _ = LibC.Close(file);
    }
}
