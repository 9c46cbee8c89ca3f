using System.Diagnostics;
using System.Runtime.InteropServices;
using Edge.Agent.Uplink;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Uplink;

public sealed partial class LinkWatchTests
{
    private const ushort NewLink = 16;
    private const ushort DelLink = 17;
    private const ushort NewRoute = 24;

    [Fact]
    public void A_carrier_an_address_or_a_route_is_news_and_their_loss_is_not()
    {
        Assert.True(LinkEvents.TellOfLink(Link(NewLink, 0x11043)));
        Assert.False(LinkEvents.TellOfLink(Link(NewLink, 0x1003)));
        Assert.False(LinkEvents.TellOfLink(Link(DelLink, 0x11043)));
        Assert.True(LinkEvents.TellOfLink(Message(20, new byte[8])));
        Assert.True(LinkEvents.TellOfLink(Message(NewRoute, new byte[12])));
        Assert.True(LinkEvents.TellOfLink([.. Link(DelLink, 0), .. Message(25, new byte[13]), 0, 0, 0, .. Message(NewRoute, new byte[12])]));
    }

    [Fact]
    public void Any_bytes_are_read_without_a_fault()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(80)];
            random.NextBytes(bytes);
            if (bytes.Length > 4 && random.Next(2) == 0) BitConverter.TryWriteBytes(bytes, random.Next(-4, 90));
            LinkEvents.TellOfLink(bytes);
        }
    }

    [Fact(Timeout = 180_000)]
    public async Task The_kernel_tells_when_an_interface_comes_up()
    {
        var name = $"edge-lw-{Environment.ProcessId}";
        Assert.True(Ip("netns", "add", name), "a network namespace needs root and iproute2");
        try
        {
            using var watch = InNamespace(name, () => new NetlinkWatch(NullLogger<NetlinkWatch>.Instance));
            var changed = watch.Changed;
            Assert.False(changed.IsCompleted);
            Assert.True(Ip("-n", name, "link", "set", "lo", "up"));
            await changed.WaitAsync(TimeSpan.FromSeconds(90), TimeProvider.System, TestContext.Current.CancellationToken);
        }
        finally
        {
            Ip("netns", "delete", name);
        }
    }

    private static byte[] Link(ushort type, uint flags)
    {
        var body = new byte[16];
        BitConverter.TryWriteBytes(body.AsSpan(8), flags);
        return Message(type, body);
    }

    private static byte[] Message(ushort type, byte[] body)
    {
        var message = new byte[16 + body.Length];
        BitConverter.TryWriteBytes(message, message.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), type);
        body.CopyTo(message, 16);
        return message;
    }

    private static bool Ip(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments))!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    // A thread of its own: the namespace stays with the thread, and no other work may ever run on it.
    private static T InNamespace<T>(string name, Func<T> make)
    {
        T? made = default;
        var thread = new Thread(() =>
        {
            using var file = File.OpenHandle($"/run/netns/{name}");
            if (setns((int)file.DangerousGetHandle(), 0x40000000) == 0) made = make();
        });
        thread.Start();
        thread.Join();
        return made ?? throw new InvalidOperationException($"namespace {name} cannot be entered");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int descriptor, int type);
}
