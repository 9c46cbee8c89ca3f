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

    public ConcurrentQueue<string?> Names { get; } = new();

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
            await tls.WriteAsync(_answer(head[9]), _end.Token);
            var rest = new byte[1024];
            for (int read; (read = await tls.ReadAsync(rest, _end.Token)) > 0;) Interlocked.Add(ref _bytes, read);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or AuthenticationException or ObjectDisposedException)
        {
        }
    }
}
