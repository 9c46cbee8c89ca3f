using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Edge.Hub.Boards;
using Edge.Hub.Broker;
using Edge.Hub.Tests.Support;

namespace Edge.Hub.Tests.Broker;

/// <summary>What a connection costs a narrow link beyond what TLS has to say.</summary>
public sealed class HandshakeTests
{
    // MQTT 3.1.1, section 3.1: clean session, keep-alive 20 s, client id "kiosk-1".
    private static readonly byte[] s_connect = [0x10, 19, 0, 4, .. "MQTT"u8, 4, 2, 0, 20, 0, 7, .. "kiosk-1"u8];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_broker_hands_out_no_session_tickets()
    {
        await using var hub = await HubHarness.StartManagedAsync();
        await hub.Get<ManagedBroker>().WaitReadyAsync(Token);
        using var key = NodeBench.NewKey();
        using var certificate = await hub.SignAsync("kiosk-1", key);
        var place = hub.Get<IBroker>().HubConnection;
        var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trusted.CustomTrustStore.ImportFromPemFile(place.CaFile);
        using var client = new TcpClient();
        await client.ConnectAsync(place.Host, place.Port, Token);
        await using var wire = new CountedStream(client.GetStream());
        await using var tls = new SslStream(wire);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = place.ServerName,
            ClientCertificates = [certificate],
            EnabledSslProtocols = SslProtocols.Tls13,
            CertificateChainPolicy = trusted,
        }, Token);

        var before = wire.Received;
        await tls.WriteAsync(s_connect, Token);
        var answer = new byte[4];
        await tls.ReadExactlyAsync(answer, Token);

        Assert.Equal([0x20, 2, 0, 0], answer);
        // A CONNACK in its TLS record; two tickets would be a kilobyte.
        Assert.InRange(wire.Received - before, 4, 100);
    }

    private sealed class CountedStream(Stream inner) : Stream
    {
        public long Received { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Received += read;
            return read;
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Received += read;
            return read;
        }

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => inner.WriteAsync(buffer, cancellationToken);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
