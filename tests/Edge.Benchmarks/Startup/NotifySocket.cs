using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Benchmarks.Startup;

/// <summary>Hears what a service tells systemd. The name is abstract: no file is left behind, and no folder is too deep for it.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[4096];

    public NotifySocket()
    {
        var name = "edge-bench-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        Address = "@" + name;
        _socket.Bind(new UnixDomainSocketEndPoint("\0" + name));
    }

    /// <summary>What NOTIFY_SOCKET has to be.</summary>
    public string Address { get; }

    /// <summary>Waits for READY=1 and returns what was said until then.</summary>
    public async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        var said = new StringBuilder();
        while (true)
        {
            var length = await _socket.ReceiveAsync(_buffer, cancellationToken);
            var message = Encoding.UTF8.GetString(_buffer, 0, length);
            said.AppendLine(message);
            if (message.Split('\n').Contains("READY=1")) return said.ToString();
        }
    }

    public void Dispose() => _socket.Dispose();
}
