using System.Runtime.InteropServices;

namespace Edge.Mqtt;

/// <summary>What the kernel holds of a connection.</summary>
internal static unsafe partial class SocketQueue
{
    private const nuint SendQueueBytes = 0x5411; // SIOCOUTQ

    /// <summary>Bytes the other side's kernel has not yet acknowledged.</summary>
    public static int Unacknowledged(int socket)
    {
        var value = 0;
        return ioctl(socket, SendQueueBytes, &value) == 0 ? value : 0;
    }

    [LibraryImport("libc")]
    private static partial int ioctl(int descriptor, nuint request, int* value);
}
