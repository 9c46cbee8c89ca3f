using System.Text;
using Edge.Hosting.Configuration;

namespace Edge.Hosting.Sockets;

/// <summary>Where a program's socket stands has a limit that other files do not have.</summary>
internal static class SocketPath
{
    // It has to fit sockaddr_un with its closing zero.
    private const int Limit = 107;

    /// <exception cref="ConfigurationException">The path is too long.</exception>
    public static void Check(string socket)
    {
        var length = Encoding.UTF8.GetByteCount(socket);
        if (length <= Limit) return;
        throw new ConfigurationException($"--data {Path.GetDirectoryName(socket)} is too long: its {Path.GetFileName(socket)} has {length} bytes and a socket's path at most {Limit}");
    }
}
