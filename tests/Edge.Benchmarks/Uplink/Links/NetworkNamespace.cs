using System.Globalization;
using System.Runtime.InteropServices;
using Edge.Benchmarks.Measuring;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A network of its own, like a machine of its own; it goes away with all that is in it, also after a Ctrl-C.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    private const string Namespaces = "/run/netns";
    private const int Network = 0x40000000; // CLONE_NEWNET

    private readonly IDisposable _leftover;

    public NetworkNamespace(string name)
    {
        Name = name;
        Command.Run("ip", "netns", "add", name);
        _leftover = Leftovers.Add(Remove, last: true);
        Command.Run("ip", "-n", name, "link", "set", "lo", "up");
        Congestion = Inside(() =>
        {
            // Router solicitations at each link-up would take their share of a narrow link.
            File.WriteAllText("/proc/sys/net/ipv6/conf/all/disable_ipv6", "1");
            return PlainCongestion();
        });
    }

    /// <summary>How TCP fills the link in here.</summary>
    public string Congestion { get; }

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

    public void Dispose()
    {
        _leftover.Dispose();
        Remove();
    }

    // What a Debian machine has by default, or its plainest kin; a machine that prefers another may keep the first to itself.
    private static string PlainCongestion()
    {
        const string knob = "/proc/sys/net/ipv4/tcp_congestion_control";
        foreach (var choice in new[] { "cubic", "reno" })
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
