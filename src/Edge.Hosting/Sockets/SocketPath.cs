using System.Text;
using Edge.Hosting.Configuration;

namespace Edge.Hosting.Sockets;

/// <summary>Where a program's socket stands has a limit that other files do not have.</summary>
internal static class SocketPath
{
    // It has to fit sockaddr_un with its closing zero.
    private const int Limit = 107;

    public static bool Fits(string socket) => Encoding.UTF8.GetByteCount(socket) <= Limit;

    /// <exception cref="ConfigurationException">The path is too long.</exception>
    public static void Check(string socket)
    {
        if (Fits(socket)) return;
        var length = Encoding.UTF8.GetByteCount(socket);
        throw new ConfigurationException($"--data {Path.GetDirectoryName(socket)} is too long: its {Path.GetFileName(socket)} has {length} bytes and a socket's path at most {Limit}");
    }
}
