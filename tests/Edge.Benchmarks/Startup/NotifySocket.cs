using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Benchmarks.Startup;

/// <summary>Hears what a service tells systemd. The name is abstract: no file is left behind, and no folder is too deep for it.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly byte[] _buffer = new byte[4096];
    private readonly StringBuilder _said = new();

    public NotifySocket()
    {
        var name = "edge-bench-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        Address = "@" + name;
        _socket.Bind(new UnixDomainSocketEndPoint("\0" + name));
    }

    /// <summary>What NOTIFY_SOCKET has to be.</summary>
    public string Address { get; }

    /// <summary>Waits for READY=1.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        while (!_said.ToString().Split('\n').Contains("READY=1")) await HearAsync(cancellationToken);
    }

    /// <summary>The first STATUS, which may be said before READY=1 or after it.</summary>
    public async Task<string> StatusAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_said.ToString().Split('\n').FirstOrDefault(l => l.StartsWith("STATUS=", StringComparison.Ordinal)) is { } status) return status;
            await HearAsync(cancellationToken);
        }
    }

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        var length = await _socket.ReceiveAsync(_buffer, cancellationToken);
        _said.Append(Encoding.UTF8.GetString(_buffer, 0, length)).Append('\n');
    }

    public void Dispose() => _socket.Dispose();
}
