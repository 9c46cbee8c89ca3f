using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edge.SystemTests.Networks.Support;

/// <summary>A name server (RFC 1035) that knows what it is told, and may be dead: then it hears and says nothing.</summary>
internal sealed class NameServer : IAsyncDisposable
{
    private const int Header = 12;

    private readonly Socket _socket;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, IPAddress> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Task _serving;
    private volatile bool _dead;

    public NameServer(Socket socket)
    {
        _socket = socket;
        _serving = ServeAsync();
    }

    public void Tell(string name, IPAddress address) => _names[name] = address;

    public void Die() => _dead = true;

    public void Revive() => _dead = false;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var question = new byte[1500];
        try
        {
            while (true)
            {
                var got = await _socket.ReceiveFromAsync(question, new IPEndPoint(_socket.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0), _stop.Token);
                if (!_dead && Answer(question.AsSpan(0, got.ReceivedBytes)) is { } answer) await _socket.SendToAsync(answer, got.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private byte[]? Answer(ReadOnlySpan<byte> question)
    {
        var (name, end) = ("", Header);
        while (question[end] != 0)
        {
            name += (name.Length > 0 ? "." : "") + Encoding.ASCII.GetString(question.Slice(end + 1, question[end]));
            end += question[end] + 1;
        }
        var type = BinaryPrimitives.ReadUInt16BigEndian(question[(end + 1)..]);
        var known = _names.TryGetValue(name, out var address);
        var fits = known && type == (address!.AddressFamily == AddressFamily.InterNetworkV6 ? 28 : 1);
        // The question again, without what else came with it; authoritative; 3: no such name.
        byte[] answer = [.. question[..(end + 5)]];
        (answer[2], answer[3]) = (0x85, (byte)(known ? 0x80 : 0x83));
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), (ushort)(fits ? 1 : 0));
        answer.AsSpan(8, 4).Clear();
        if (!fits) return answer;
        var bytes = address!.GetAddressBytes();
        // A pointer to the name, its type, Internet, a time to live of none.
        return [.. answer, 0xc0, Header, 0, (byte)type, 0, 1, 0, 0, 0, 0, 0, (byte)bytes.Length, .. bytes];
    }
}
