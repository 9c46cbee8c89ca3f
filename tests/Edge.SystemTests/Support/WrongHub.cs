using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Edge.SystemTests.Support;

/// <summary>Somebody at an address where no hub of ours is: takes every connection and says nothing, as a captive portal does, or speaks TLS with the hub's name and another authority's certificate.</summary>
internal sealed class WrongHub : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2? _certificate;
    private readonly List<Task> _running = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="certificate">What it shows; null for one that says nothing.</param>
    public WrongHub(X509Certificate2? certificate)
    {
        _certificate = certificate;
        _listener.Start();
        EndPoint = (IPEndPoint)_listener.LocalEndpoint;
        _accepting = AcceptAsync();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>How many came.</summary>
    public int Connections => Volatile.Read(ref _connections);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _running.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        Interlocked.Increment(ref _connections);
        using var gone = client;
        var buffer = new byte[4096];
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var tls = new SslStream(stream);
                stream = tls;
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate, ClientCertificateRequired = true, RemoteCertificateValidationCallback = (_, board, _, _) => board is not null }, _stop.Token);
            }
            while (await stream.ReadAsync(buffer, _stop.Token) > 0)
            {
                // Whatever is said is heard and not answered.
            }
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // The board has seen enough.
        }
    }
}
