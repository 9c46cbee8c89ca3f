using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>Networks of the test's own, like machines of their own, each by its role; they go away with it. Skips the test where they cannot be made.</summary>
internal sealed partial class NetSpaces : IDisposable
{
    private const int Network = 0x40000000; // CLONE_NEWNET

    private readonly string _name = $"edge-st-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";
    private readonly string[] _roles;
    private readonly IDisposable _leftover;

    public NetSpaces(params string[] roles)
    {
        _roles = roles;
        var (code, said) = Run("ip", "netns", "add", NameOf(roles[0]));
        Assert.SkipUnless(code == 0, $"network namespaces cannot be made here, which needs root: {said}");
        _leftover = Leftovers.Add(Remove);
        foreach (var role in roles.Skip(1)) Check("ip", "netns", "add", NameOf(role));
        foreach (var role in roles) In(role, "link", "set", "lo", "up");
    }

    /// <summary>What stands in front of a command to run it there; it becomes that command.</summary>
    public IReadOnlyList<string> Enter(string role) => ["/usr/bin/nsenter", $"--net=/run/netns/{NameOf(role)}"];

    /// <summary>A cable between two of them.</summary>
    public void Cable(string from, string device, string to, string other) => Check("ip", "link", "add", device, "netns", NameOf(from), "type", "veth", "peer", "name", other, "netns", NameOf(to));

    /// <summary><c>ip</c> there.</summary>
    public void In(string role, params string[] args) => Check("ip", ["-n", NameOf(role), .. args]);

    /// <summary><c>tc</c> there.</summary>
    public void Shape(string role, params string[] args) => Check("tc", ["-n", NameOf(role), .. args]);

    /// <summary>Does something there, on a thread of its own: what it opens stays there, and no other work finds itself there.</summary>
    public T Inside<T>(string role, Func<T> work)
    {
        T answer = default!;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var file = File.OpenHandle($"/run/netns/{NameOf(role)}");
                if (setns((int)file.DangerousGetHandle(), Network) != 0) throw new HarnessException($"namespace {NameOf(role)} cannot be entered: errno {Marshal.GetLastPInvokeError()}");
                answer = work();
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        return failure is null ? answer : throw new HarnessException($"in {role}: {failure.Message}", failure);
    }

    public void Dispose()
    {
        _leftover.Dispose();
        Remove();
    }

    private string NameOf(string role) => $"{_name}-{role}";

    private void Remove()
    {
        foreach (var role in _roles) Run("ip", "netns", "delete", NameOf(role));
    }

    private static void Check(string program, params string[] args)
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

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int descriptor, int type);
}
