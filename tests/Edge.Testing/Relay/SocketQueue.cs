using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Edge.Testing.Relay;

/// <summary>What the kernel still holds of what was sent. A reset throws it away, so a cut at an exact byte waits for it first.</summary>
internal static partial class SocketQueue
{
    private const nuint OutQueue = 0x5411;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Returns once the receiver's kernel has all of it, or after five seconds: then the receiver is not reading.</summary>
    public static async Task DrainAsync(Socket socket, CancellationToken cancellationToken)
    {
        // The kernel's time, not the link's: a test may hold that one still.
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        while (Unsent(socket) > 0 && time.GetElapsedTime(started) < Limit)
        {
            await Task.Delay(Step, time, cancellationToken);
        }
    }

    private static int Unsent(Socket socket) => Ioctl((int)socket.Handle, OutQueue, out var bytes) == 0 ? bytes : 0;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, out int value);
}
