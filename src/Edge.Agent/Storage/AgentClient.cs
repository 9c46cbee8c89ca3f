using Edge.Hosting.Sockets;

namespace Edge.Agent.Storage;

/// <summary>Speaks to the running agent through its socket.</summary>
internal sealed class AgentClient(DataFolder data) : IDisposable
{
    // A large spool takes its time to verify; Ctrl-C ends it.
    private readonly UnixSocketClient _agent = new(data.Socket, Words(data), Timeout.InfiniteTimeSpan);

    /// <summary>Sends and returns a good answer.</summary>
    /// <exception cref="CommandException">The agent is not there, or said no; the message is its reason.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        return await _agent.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public void Dispose() => _agent.Dispose();

    private static SocketWords Words(DataFolder data) => new(
        "the agent",
        new($"không được phép mở {data.Socket}; hãy gọi lệnh này bằng tài khoản edge-agent hoặc root", $"no access to {data.Socket}; run this as the agent's user or as root"),
        new($"chương trình không chạy trên {data.Root} (không ai trả lời ở {data.Socket}); khởi động: edge-agent run --data {data.Root}",
            $"the agent is not running on {data.Root} (nothing answers at {data.Socket}); start it with: edge-agent run --data {data.Root}"),
        "detail",
        (answer, reason) => reason ?? $"the agent could not do it (HTTP {(int)answer.StatusCode}); its log says why: journalctl -u edge-agent");
}
