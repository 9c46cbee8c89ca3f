using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Edge.Mqtt.Tests;

/// <summary>Speaks TLS, reads one CONNECT a connection and answers it as told; for what mosquitto cannot be made to do.</summary>
internal sealed class ScriptedBroker : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly X509Certificate2 _certificate;
    private readonly Func<int, byte[]> _answer;
    private readonly Task _serving;
    private long _bytes;
    private int _answered;

    /// <param name="answer">From the protocol level of CONNECT (5 or 4) to the bytes of the answer.</param>
    public ScriptedBroker((string Certificate, string Key) server, Func<int, byte[]> answer)
    {
        _certificate = X509Certificate2.CreateFromPemFile(server.Certificate, server.Key);
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public ConcurrentQueue<int> Levels { get; } = new();

    /// <summary>Bytes read after CONNECT's head.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>CONNECTs answered.</summary>
    public int Answered => Volatile.Read(ref _answered);

    public ConcurrentQueue<string?> Names { get; } = new();

    /// <summary>Types of the packets (MQTT 5, table 2-1) that must have come behind CONNECT before it is answered.</summary>
    public IReadOnlyList<int> Hold { get; set; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _serving;
        _certificate.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true) clients.Add(ClientAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
        }
        await Task.WhenAll(clients);
    }

    private async Task ClientAsync(TcpClient client)
    {
        using var owned = client;
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync((_, hello, _, _) =>
            {
                Names.Enqueue(hello.ServerName);
                return ValueTask.FromResult(new SslServerAuthenticationOptions { ServerCertificate = _certificate });
            }, null, _end.Token);
            // Fixed header and length (two bytes here), then 0 4 'M' 'Q' 'T' 'T' and the level.
            var head = new byte[10];
            await tls.ReadExactlyAsync(head, _end.Token);
            Levels.Enqueue(head[9]);
            await HeldAsync(tls, (head[1] & 127) + head[2] * 128 - 7);
            await tls.WriteAsync(_answer(head[9]), _end.Token);
            Interlocked.Increment(ref _answered);
            var rest = new byte[1024];
            for (int read; (read = await tls.ReadAsync(rest, _end.Token)) > 0;) Interlocked.Add(ref _bytes, read);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException or ObjectDisposedException)
        {
        }
    }

    private async Task HeldAsync(SslStream tls, int connect)
    {
        if (Hold.Count == 0) return;
        await SkipAsync(tls, connect);
        for (var missing = Hold.ToList(); missing.Count > 0;)
        {
            missing.Remove(await ByteAsync(tls) >> 4);
            var length = 0;
            for (int shift = 0, part = 128; part >= 128; shift += 7) length |= ((part = await ByteAsync(tls)) & 127) << shift;
            await SkipAsync(tls, length);
        }
    }

    private async Task<byte> ByteAsync(SslStream tls)
    {
        var one = new byte[1];
        await tls.ReadExactlyAsync(one, _end.Token);
        return one[0];
    }

    private async Task SkipAsync(SslStream tls, int count) => await tls.ReadExactlyAsync(new byte[count], _end.Token);
}
