using System.Net.Http.Headers;
using System.Text.Json;
using Edge.Testing.Samples;

namespace Edge.Testing.Processes;

/// <summary>One run of an agent, and its local API.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    private const int Killed = 128 + 9;
    private static readonly TimeSpan ReadyLimit = Patience.Seconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ServiceProcess _process;
    private readonly LocalSocket _socket;

    private AgentProcess(AgentSetup setup)
    {
        Setup = setup;
        _socket = new LocalSocket(Path.Combine(setup.Data, "agent.sock"));
        _process = ServiceProcess.Start(setup.Node, setup.Tool, ["run", "--data", setup.Data, .. setup.Args], setup.Environment, setup.LogPath);
    }

    public AgentSetup Setup { get; }

    public int Pid => _process.Pid;

    public bool HasExited => _process.HasExited;

    /// <summary>It was killed, as by a power cut, and can be started again on the same data.</summary>
    public bool WasKilled => _process.ExitCode == Killed;

    public string LogPath => _process.LogPath;

    public string LastLines => _process.LastLines;

    /// <summary>Takes a provisioning file and the certificate that goes with it; the hub has to be running.</summary>
    public static async Task ProvisionAsync(AgentSetup setup, string file, CancellationToken cancellationToken) =>
        (await ToolRun.RunAsync(setup.Tool, ["provision", file, "--data", setup.Data], environment: setup.Environment, cancellationToken: cancellationToken)).Ensure();

    public static AgentProcess Start(AgentSetup setup) => new(setup);

    /// <summary>Waits until the local API answers: from then on it accepts records.</summary>
    public Task WaitReadyAsync(CancellationToken cancellationToken, TimeSpan? limit = null) => _process.WaitReadyAsync(AnswersAsync, limit ?? ReadyLimit, cancellationToken);

    public Task<int> StopAsync(TimeSpan? limit = null) => _process.StopAsync(limit);

    public async Task Kill9Async()
    {
        _process.Kill9();
        await _process.WaitExitAsync(TimeSpan.FromSeconds(20));
    }

    public Task<JsonElement> StatusAsync(CancellationToken cancellationToken) => _socket.GetAsync("/v1/status", cancellationToken);

    /// <summary>What <c>queue show</c> prints.</summary>
    public Task<JsonElement> QueueAsync(CancellationToken cancellationToken) => _socket.GetAsync("/v1/queue", cancellationToken);

    /// <summary>Where its front panel is; null where it has none.</summary>
    public Task<Uri?> PanelAsync(CancellationToken cancellationToken) => PageAsync("panel", cancellationToken);

    /// <summary>Where its officer's page is; null where it has none.</summary>
    public Task<Uri?> DeskAsync(CancellationToken cancellationToken) => PageAsync("desk", cancellationToken);

    /// <summary>Opens the service day, as an officer does in the morning.</summary>
    public async Task OpenDayAsync(CancellationToken cancellationToken)
    {
        using var nothing = new ByteArrayContent([]);
        await _socket.PostAsync("/v1/queue/day/open", nothing, cancellationToken);
    }

    /// <summary>A wish of an officer's or a citizen's: the path below <c>/v1/queue/</c>, and what it takes.</summary>
    public async Task QueueAsync(string path, object wish, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(wish, Json)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        await _socket.PostAsync($"/v1/queue/{path}", content, cancellationToken);
    }

    /// <summary>The ids of the records that wait on the board.</summary>
    public async Task<IReadOnlySet<Guid>> WaitingAsync(CancellationToken cancellationToken)
    {
        var lines = await _socket.GetLinesAsync("/v1/spool", cancellationToken);
        return lines.Select(line => line.GetProperty("recordId").GetGuid()).ToHashSet();
    }

    /// <summary>Hands a record over; returns once the agent has it for good.</summary>
    /// <exception cref="HarnessException">It has not, or did not say; the same record may be handed over again.</exception>
    public async Task<Accepted> SubmitAsync(SampleRecord record, CancellationToken cancellationToken)
    {
        using var content = Content(record);
        var answer = await _socket.PostAsync("/v1/records", content, cancellationToken);
        return answer.Deserialize<Accepted>(Json) ?? throw new HarnessException($"{Setup.Node} answered a submission with null");
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _socket.Dispose();
    }

    private async Task<Uri?> PageAsync(string section, CancellationToken cancellationToken) =>
        (await StatusAsync(cancellationToken)).TryGetProperty(section, out var page) && page.TryGetProperty("address", out var address) && address.ValueKind == JsonValueKind.String ? new Uri(address.GetString()!) : null;

    private static MultipartFormDataContent Content(SampleRecord record)
    {
        var meta = JsonSerializer.SerializeToUtf8Bytes(new { record.Kind, record.Outcome, record.Priority, record.Id }, Json);
        var content = new MultipartFormDataContent { { Part(meta, "application/json"), "meta" }, { Part(record.Fields, "application/json"), "fields" } };
        foreach (var file in record.Attachments) content.Add(Part(file.Data, file.ContentType), file.Name, file.Name);
        return content;
    }

    private static ReadOnlyMemoryContent Part(ReadOnlyMemory<byte> bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StatusAsync(cancellationToken);
            return true;
        }
        catch (HarnessException)
        {
            return false;
        }
    }
}

/// <summary>An agent's answer to a submission: the record is durable there.</summary>
internal sealed record Accepted(Guid RecordId, Guid ChainId, ulong Sequence, bool AlreadyHeld = false);
