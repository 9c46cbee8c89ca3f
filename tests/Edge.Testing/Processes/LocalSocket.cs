using System.Net.Sockets;
using System.Text.Json;

namespace Edge.Testing.Processes;

/// <summary>HTTP over a service's Unix socket.</summary>
internal sealed class LocalSocket : IDisposable
{
    private readonly string _path;
    private readonly HttpClient _http;

    public LocalSocket(string path)
    {
        _path = path;
        var handler = new SocketsHttpHandler { ConnectCallback = ConnectAsync, UseProxy = false };
        _http = new HttpClient(handler) { BaseAddress = new Uri("http://local/"), Timeout = TimeSpan.FromSeconds(60) };
    }

    /// <exception cref="HarnessException">The service does not answer, or refuses and says why.</exception>
    public async Task<JsonElement> GetAsync(string path, CancellationToken cancellationToken) =>
        JsonElement.Parse(await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken));

    /// <summary>An answer of one JSON object a line.</summary>
    /// <exception cref="HarnessException">The service does not answer, or refuses and says why.</exception>
    public async Task<IReadOnlyList<JsonElement>> GetLinesAsync(string path, CancellationToken cancellationToken)
    {
        var text = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line))];
    }

    /// <exception cref="HarnessException">The service does not answer, or refuses and says why.</exception>
    public async Task<JsonElement> PostAsync(string path, HttpContent content, CancellationToken cancellationToken) =>
        JsonElement.Parse(await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = content }, cancellationToken));

    private async Task<string> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        var what = $"{request.Method} {request.RequestUri} on {_path}";
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? text
                : throw new HarnessException($"{what} was answered {(int)response.StatusCode}: {text}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new HarnessException($"{what} was not answered: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HarnessException($"{what} was not answered in {_http.Timeout}", e);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_path), cancellationToken);
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
