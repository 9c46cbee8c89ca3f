using System.Net.Sockets;
using System.Text.Json;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Storage;

/// <summary>Speaks to the running agent through its socket.</summary>
internal sealed class AgentClient : IDisposable
{
    private readonly HttpClient _http;

    public AgentClient(DataFolder data) => _http = new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(data.Socket), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException e)
            {
                socket.Dispose();
                throw new CommandException(e.SocketErrorCode == SocketError.AccessDenied
                    ? $"no access to {data.Socket}; run this as the agent's user or as root"
                    : $"the agent is not running on {data.Root} (nothing answers at {data.Socket}); start it with: edge-agent run --data {data.Root}", e);
            }
        },
    })
    {
        BaseAddress = new Uri("http://edge-agent"),
        Timeout = Timeout.InfiniteTimeSpan, // a large spool takes its time to verify; Ctrl-C ends it
    };

    /// <summary>Sends and returns a good answer.</summary>
    /// <exception cref="CommandException">The agent is not there, or said no; the message is its reason.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path) { Content = content };
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            using (response) throw new CommandException(await ReasonAsync(response, cancellationToken)) { Status = (int)response.StatusCode };
        }
        catch (HttpRequestException e)
        {
            throw e.InnerException as CommandException ?? new CommandException($"the agent did not answer: {(e.InnerException ?? e).Message}", e);
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
            if (problem.RootElement.TryGetProperty("detail", out var detail)) return $"{detail.GetString()} (HTTP {(int)response.StatusCode})";
        }
        catch (JsonException)
        {
            // Not one of our answers; the status is all there is.
        }
        return $"the agent answered HTTP {(int)response.StatusCode}";
    }
}
