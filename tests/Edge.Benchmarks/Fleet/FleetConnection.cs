using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Benchmarks.Fleet;

/// <summary>One connection over mutual TLS, with the packets that come from the other end.</summary>
internal sealed class FleetConnection : IDisposable
{
    private readonly SslStream _stream;
    private readonly Socket _socket;
    private readonly SemaphoreSlim _writing = new(1, 1);

    private FleetConnection(Socket socket, SslStream stream) => (_socket, _stream) = (socket, stream);

    public static SslStreamCertificateContext Context(byte[] key, byte[] certificate)
    {
        using var ec = ECDsa.Create();
        ec.ImportPkcs8PrivateKey(key, out _);
        using var bare = X509CertificateLoader.LoadCertificate(certificate);
        return SslStreamCertificateContext.Create(bare.CopyWithPrivateKey(ec), null, offline: true);
    }

    /// <exception cref="IOException">It was not made, or refused.</exception>
    public static async Task<FleetConnection> OpenAsync(IPEndPoint broker, SslStreamCertificateContext certificate, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(broker, cancellationToken);
            var stream = new SslStream(new NetworkStream(socket, ownsSocket: false));
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "edge-hub",
                ClientCertificateContext = certificate,
                EnabledSslProtocols = SslProtocols.Tls13,
                // The other end is ours; a board's own check is not what is measured.
#pragma warning disable CA5359
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
            }, cancellationToken);
            return new FleetConnection(socket, stream);
        }
        catch (Exception e) when (e is SocketException or AuthenticationException or IOException or OperationCanceledException)
        {
            socket.Dispose();
            throw e is IOException or OperationCanceledException ? e : new IOException(e.Message, e);
        }
    }

    public async Task SendAsync(byte[] bytes, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
        }
        catch (Exception e) when (e is ObjectDisposedException or InvalidOperationException)
        {
            throw new IOException("closed", e);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>Hands over each packet until the connection ends.</summary>
    public async Task ReadAsync(Func<int, byte, ReadOnlyMemory<byte>, Task> packet, CancellationToken cancellationToken)
    {
        var (buffer, filled) = (new byte[4096], 0);
        while (true)
        {
            var read = await _stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0) throw new IOException("the broker closed the connection");
            filled += read;
            var at = 0;
            while (Next(buffer.AsSpan(at, filled - at), out var type, out var flags, out var start, out var length, out var whole))
            {
                await packet(type, flags, buffer.AsMemory(at + start, length));
                at += whole;
            }
            buffer.AsSpan(at, filled - at).CopyTo(buffer);
            filled -= at;
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
        }
    }

    /// <summary>As a network that is gone, seen from this side: nothing is said.</summary>
    public void Cut()
    {
        // A reset: the other end hears of it at once, and no port waits for its last packets.
        try
        {
            _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            // Ended by the other side or by its board meanwhile.
        }
        _socket.Dispose();
    }

    public void Dispose()
    {
        _stream.Dispose();
        _socket.Dispose();
        _writing.Dispose();
    }

    private static bool Next(ReadOnlySpan<byte> bytes, out int type, out byte flags, out int start, out int length, out int whole)
    {
        var rest = bytes;
        var found = MqttPackets.TryRead(ref rest, out type, out flags, out var body);
        whole = bytes.Length - rest.Length;
        (start, length) = (whole - body.Length, body.Length);
        return found;
    }
}
