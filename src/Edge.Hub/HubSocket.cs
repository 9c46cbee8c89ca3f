using System.Net.Sockets;

namespace Edge.Hub;

/// <summary>The command line's way to the running hub.</summary>
internal sealed class HubSocket : IDisposable
{
    private readonly HubPaths _paths;
    private readonly HttpClient _http;

    public HubSocket(string data)
    {
        _paths = new HubPaths(Path.GetFullPath(data));
        _http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false }) { BaseAddress = new Uri("http://hub/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: HubJson.Options) }, cancellationToken);

    /// <summary>Sends bytes and returns the answer's, with its status.</summary>
    /// <exception cref="HubException">The hub does not run, or refuses and says why (<see cref="HubRefusedException"/>).</exception>
    public Task<(int Status, byte[] Answer)> SendBytesAsync(string path, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) },
            async response => ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken)), cancellationToken);

    private Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(request,
        async response => await response.Content.ReadFromJsonAsync<T>(HubJson.Options, cancellationToken) ?? throw new HubException("the hub answered nothing"), cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var sent = request;
            using var response = await _http.SendAsync(request, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new HubRefusedException(await ReasonAsync(response, cancellationToken));
            return await read(response);
        }
        catch (HttpRequestException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            throw new HubException($"{_paths.Socket} may not be opened by this user; run this as the hub's user or as root", e);
        }
        catch (HttpRequestException e)
        {
            throw new HubException($"no hub is running on {_paths.Data} ({_paths.Socket} does not answer); start it with 'edge-hub run', or give its --data", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HubException($"the hub on {_paths.Data} does not answer within a minute", e);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            if (System.Text.Json.JsonSerializer.Deserialize<Refused>(text, HubJson.Options)?.Error is { } error) return error;
        }
        catch (System.Text.Json.JsonException)
        {
            // Not one of ours: an error of the server itself, of which the status says enough.
        }
        return $"the hub answered {(int)response.StatusCode} {response.ReasonPhrase}; its log says why";
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_paths.Socket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>The hub answered, and would not do it; the message is its reason.</summary>
internal sealed class HubRefusedException(string message) : HubException(message);

/// <summary>Why something was not done.</summary>
internal sealed record Refused(string Error)
{
    /// <summary>The answer that says so.</summary>
    public static IResult Answer(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new Refused(error), HubJson.Options, statusCode: status);
}
