using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Edge.SystemTests.Support;

/// <summary>Speaks to a broker byte by byte, without the manners of a library.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();
    private Stream _stream = Stream.Null;

    private RawClient()
    {
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(IPEndPoint broker)
    {
        var client = new RawClient();
        await client._tcp.ConnectAsync(broker, Token);
        client._stream = client._tcp.GetStream();
        return client;
    }

    /// <summary>With TLS; without a certificate where there is none.</summary>
    public static async Task<RawClient> ConnectTlsAsync(IPEndPoint broker, X509Certificate2? own)
    {
        var client = await ConnectAsync(broker);
        var tls = new SslStream(client._stream);
        client._stream = tls;
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "edge-hub",
            RemoteCertificateValidationCallback = (_, hub, _, _) => hub is not null,
            LocalCertificateSelectionCallback = own is null ? null : (_, _, _, _, _) => own,
            ClientCertificates = own is null ? null : [own],
        }, Token);
        return client;
    }

    /// <summary>Says CONNECT (MQTT 3.1.1) and tells whether the broker said yes; false too where it hung up.</summary>
    public async Task<bool> SayHelloAsync(string clientId)
    {
        var id = Encoding.ASCII.GetBytes(clientId);
        byte[] packet = [0x10, (byte)(12 + id.Length), 0, 4, .. "MQTT"u8, 4, 2, 0, 60, 0, (byte)id.Length, .. id];
        try
        {
            await _stream.WriteAsync(packet, Token);
            var answer = new byte[4];
            await _stream.ReadExactlyAsync(answer, Token).AsTask().WaitAsync(TimeSpan.FromSeconds(120), Token);
            return answer is [0x20, 2, _, 0];
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Publishes at QoS 0, however large it is; true where the broker ends the connection for it.</summary>
    public async Task<bool> PublishUntilClosedAsync(string topic, byte[] payload)
    {
        var name = Encoding.ASCII.GetBytes(topic);
        var left = 2 + name.Length + payload.Length;
        var packet = new List<byte> { 0x30 };
        for (; left >= 128; left >>= 7) packet.Add((byte)(left & 127 | 128));
        packet.Add((byte)left);
        packet.AddRange([0, (byte)name.Length, .. name, .. payload]);
        try
        {
            await _stream.WriteAsync(packet.ToArray(), Token);
            return await _stream.ReadAsync(new byte[16], Token).AsTask().WaitAsync(TimeSpan.FromSeconds(120), Token) == 0;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _tcp.Dispose();
    }
}
