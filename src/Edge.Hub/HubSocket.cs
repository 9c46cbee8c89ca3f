using Edge.Hosting.Sockets;

namespace Edge.Hub;

/// <summary>The command line's way to the running hub.</summary>
internal sealed class HubSocket : IDisposable
{
    private readonly UnixSocketClient _hub;

    /// <param name="patience">How long an answer may take; a minute where it is not told.</param>
    public HubSocket(string data, TimeSpan? patience = null)
    {
        var paths = new HubPaths(Path.GetFullPath(data));
        _hub = new UnixSocketClient(paths.Socket, Words(paths), patience ?? TimeSpan.FromMinutes(1));
    }

    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> GetAsync<T>(string path, CancellationToken cancellationToken) => SendAsync<T>(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);

    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> PostAsync<T>(string path, object? body, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body, body.GetType(), options: HubJson.Options) }, cancellationToken);

    /// <summary>Sends a file's bytes.</summary>
    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> PostFileAsync<T>(string path, byte[] body, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) }, cancellationToken);

    /// <summary>Sends a large file, as it is read.</summary>
    /// <exception cref="HubException">The hub does not run, or refuses and says why.</exception>
    public Task<T> PostStreamAsync<T>(string path, Stream file, CancellationToken cancellationToken) =>
        SendAsync<T>(new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(file) }, cancellationToken);

    /// <summary>Sends bytes and returns the answer's, with its status.</summary>
    /// <exception cref="HubException">The hub does not run, or refuses and says why (<see cref="HubRefusedException"/>).</exception>
    public Task<(int Status, byte[] Answer)> SendBytesAsync(string path, byte[] body, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) },
            async response => ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken)), cancellationToken);

    public void Dispose() => _hub.Dispose();

    private Task<T> SendAsync<T>(HttpRequestMessage request, CancellationToken cancellationToken) => SendAsync(request,
        async response => await response.Content.ReadFromJsonAsync<T>(HubJson.Options, cancellationToken) ?? throw new HubException("the hub answered nothing"), cancellationToken);

    private async Task<T> SendAsync<T>(HttpRequestMessage request, Func<HttpResponseMessage, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            using var sent = request;
            using var response = await _hub.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
            return await read(response);
        }
        catch (CommandException e)
        {
            throw e.Status is not null ? new HubRefusedException(e.Message) : e.Said is { } said ? new HubException(said, e) : new HubException(e.Message, e);
        }
    }

    private static SocketWords Words(HubPaths paths) => new(
        $"the hub on {paths.Data}",
        new($"tài khoản này không được mở {paths.Socket}; hãy gọi lệnh này bằng tài khoản edge-hub hoặc root", $"{paths.Socket} may not be opened by this user; run this as the hub's user or as root"),
        new($"không có trung tâm nào chạy trên {paths.Data} ({paths.Socket} không trả lời); khởi động bằng 'edge-hub run', hoặc cho đúng --data",
            $"no hub is running on {paths.Data} ({paths.Socket} does not answer); start it with 'edge-hub run', or give its --data"),
        "error",
        (answer, reason) => reason ?? $"the hub answered {(int)answer.StatusCode} {answer.ReasonPhrase}; its log says why");
}

/// <summary>The hub answered, and would not do it; the message is its reason.</summary>
internal sealed class HubRefusedException(string message) : HubException(message);

/// <summary>Why something was not done.</summary>
internal sealed record Refused(string Error)
{
    /// <summary>The answer that says so.</summary>
    public static IResult Answer(string error, int status = StatusCodes.Status400BadRequest) => Results.Json(new Refused(error), HubJson.Options, statusCode: status);
}
