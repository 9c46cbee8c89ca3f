using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Edge.SystemTests.Networks.Support;

/// <summary>The page of a network that wants people to sign in: whatever is asked of whomever, it sends people elsewhere, over plain HTTP or over TLS with a certificate of its own.</summary>
internal sealed class SignInPage : IAsyncDisposable
{
    private static readonly byte[] Elsewhere = "HTTP/1.1 302 Found\r\nLocation: http://wifi.example/sign-in\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray();

    private readonly IReadOnlyList<Socket> _listeners;
    private readonly X509Certificate2? _certificate;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _running = [];
    private readonly Task[] _accepting;
    private int _visits;
    private int _told;

    /// <param name="tls">It shows a certificate for whatever name it was called by; else it speaks plain HTTP.</param>
    public SignInPage(bool tls, params IReadOnlyList<Socket> listeners)
    {
        (_listeners, _certificate) = (listeners, tls ? Shown() : null);
        _accepting = [.. listeners.Select(AcceptAsync)];
    }

    /// <summary>How many came.</summary>
    public int Visits => Volatile.Read(ref _visits);

    /// <summary>Bytes that visitors said to it under TLS, or beside the greeting of TLS.</summary>
    public int Told => Volatile.Read(ref _told);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_accepting);
        Task[] running;
        lock (_running) running = [.. _running];
        await Task.WhenAll(running);
        foreach (var listener in _listeners) listener.Dispose();
        _certificate?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var visitor = await listener.AcceptAsync(_stop.Token);
                Interlocked.Increment(ref _visits);
                lock (_running) _running.Add(ServeAsync(visitor));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket visitor)
    {
        const byte handshake = 22, alert = 21;
        var buffer = new byte[4096];
        try
        {
            await using Stream plain = new NetworkStream(visitor, ownsSocket: true);
            if (_certificate is null)
            {
                var greeting = await plain.ReadAsync(buffer, _stop.Token);
                if (greeting > 0 && buffer[0] is not (handshake or alert)) Interlocked.Add(ref _told, greeting);
                await plain.WriteAsync(Elsewhere, _stop.Token);
                return;
            }
            await using var tls = new SslStream(plain);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
            if (await tls.ReadAsync(buffer, _stop.Token) is > 0 and var said) Interlocked.Add(ref _told, said);
            await tls.WriteAsync(Elsewhere, _stop.Token);
        }
        catch (Exception e) when (e is IOException or AuthenticationException or OperationCanceledException or SocketException)
        {
            // The visitor has seen enough.
        }
    }

    // As such boxes make them on the spot: the right name, signed by themselves.
    private static X509Certificate2 Shown()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Wi-Fi of the Guest House", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(Contracts.Names.HubServer);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        using var made = request.CreateSelfSigned(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
