using System.Runtime.InteropServices;
using Edge.Agent.Devices.Kernel;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A serial line whose other end the test holds: a pseudo-terminal.</summary>
internal sealed unsafe partial class Pty : IDisposable
{
    private const int ReadWriteNoControl = 2 | 0x100;
    private readonly DeviceFile _master;
    private readonly DeviceFile _kept;
    private readonly CancellationTokenSource _stop = new();
    private Task _peer = Task.CompletedTask;

    public Pty()
    {
        var master = OpenPty(ReadWriteNoControl | DeviceCalls.Flags);
        Assert.True(master >= 0 && GrantPty(master) == 0 && UnlockPty(master) == 0, $"no pseudo-terminal: {Marshal.GetLastPInvokeErrorMessage()}");
        var name = stackalloc byte[128];
        Assert.Equal(0, NameOfPty(master, name, 128));
        Path = Marshal.PtrToStringUTF8((nint)name)!;
        _master = new DeviceFile("the test's end", DeviceCalls.Owned(master));
        // While somebody has the line open, reading the other end does not fail.
        _kept = DeviceFile.Open(Path, DeviceCalls.ReadWrite);
    }

    /// <summary>The end for the driver.</summary>
    public string Path { get; }

    /// <summary>What stands at the other end: it is given every byte that comes, and may answer.</summary>
    public void Attach(Action<byte, Action<byte[]>> peer) => _peer = Task.Run(() =>
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var count = _master.Read(buffer, Timeout.InfiniteTimeSpan, _stop.Token);
                foreach (var one in buffer.AsSpan(0, count)) peer(one, Say);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Agent.Devices.DeviceException)
        {
            // Unplugged.
        }
    });

    /// <summary>Sends to the driver.</summary>
    public void Say(byte[] bytes) => _master.Write(bytes, TimeSpan.FromSeconds(5), CancellationToken.None);

    /// <summary>Pulls the plug.</summary>
    public void Unplug()
    {
        _stop.Cancel();
        _peer.Wait(TimeSpan.FromSeconds(5), CancellationToken.None);
        _kept.Dispose();
        _master.Dispose();
    }

    public void Dispose()
    {
        Unplug();
        _stop.Dispose();
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenPty(int flags);

    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int GrantPty(int file);

    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int UnlockPty(int file);

    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOfPty(int file, byte* name, nuint length);
}
