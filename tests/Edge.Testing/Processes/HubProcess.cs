using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Edge.Testing.Processes;

/// <summary>One run of a hub, its broker with it, and its commands.</summary>
internal sealed class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = Patience.Seconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ServiceProcess _process;
    private readonly LocalSocket _socket;
    private readonly IDisposable _leftover;

    private HubProcess(HubSetup setup)
    {
        Setup = setup;
        string[] args = ["run", "--data", setup.Data, "--http", $"{setup.Http}", "--https", $"{setup.Https}", "--mqtt", $"{setup.Mqtt}", .. setup.Args];
        // Wherever the machine's temporary files are.
        var environment = new Dictionary<string, string>(setup.Environment);
        environment.TryAdd("EDGE_Archive__AllowVolatile", "true");
        _process = ServiceProcess.Start("edge-hub", setup.Tool, args, environment, setup.LogPath);
        _leftover = Leftovers.Add(KillBroker);
        _socket = new LocalSocket(Path.Combine(setup.Data, "hub.sock"));
    }

    public HubSetup Setup { get; }

    public int Pid => _process.Pid;

    public bool HasExited => _process.HasExited;

    public string LogPath => _process.LogPath;

    public string LastLines => _process.LastLines;

    public static HubProcess Start(HubSetup setup) => new(setup);

    /// <summary>The broker that runs now, or null; never a process that is not this hub's mosquitto.</summary>
    public int? BrokerPid
    {
        get
        {
            try
            {
                var pid = int.Parse(File.ReadAllText(Setup.BrokerPidFile), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
                var command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/cmdline"));
                return command.Contains(Path.GetDirectoryName(Setup.BrokerPidFile)!, StringComparison.Ordinal) ? pid : null;
            }
            catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    /// <summary>Waits until the hub says it is ready, its broker included.</summary>
    public Task WaitReadyAsync(CancellationToken cancellationToken, TimeSpan? limit = null) => _process.WaitReadyAsync(IsReadyAsync, limit ?? ReadyLimit, cancellationToken);

    public Task<int> StopAsync(TimeSpan? limit = null) => _process.StopAsync(limit);

    /// <summary>Kills the hub alone; its broker stays until the next hub on this data folder, or this object's end, ends it.</summary>
    public async Task Kill9Async()
    {
        _process.Kill9();
        await _process.WaitExitAsync(TimeSpan.FromSeconds(20));
    }

    public void KillBroker()
    {
        if (BrokerPid is { } pid) ProcessSignals.Kill9(pid);
    }

    public Task<JsonElement> StatusAsync(CancellationToken cancellationToken) => _socket.GetAsync("/v1/status", cancellationToken);

    /// <summary>What <c>node show</c> prints.</summary>
    public Task<JsonElement> NodeAsync(string node, CancellationToken cancellationToken) => _socket.GetAsync($"/v1/nodes/{node}", cancellationToken);

    /// <summary>What <c>release list --every-board --json</c> prints.</summary>
    public Task<JsonElement> ReleasesAsync(CancellationToken cancellationToken) => _socket.GetAsync("/v1/releases?all=true", cancellationToken);

    /// <summary>Adds a board and returns its provisioning file.</summary>
    public Task<string> AddNodeAsync(string node, string group, IPEndPoint address, CancellationToken cancellationToken) => AddNodeAsync(node, group, $"{address}", $"{Setup.Https}", cancellationToken);

    /// <summary>The same, with addresses that may be names.</summary>
    public async Task<string> AddNodeAsync(string node, string group, string address, string httpsAddress, CancellationToken cancellationToken)
    {
        var file = $"{Setup.Data.TrimEnd('/')}-{node}.provisioning";
        await RunAsync(["node", "add", node, "--group", group, "--address", address, "--https-address", httpsAddress, "--out", file], null, cancellationToken);
        return file;
    }

    public async Task<IReadOnlyList<StoredRecord>> ListRecordsAsync(CancellationToken cancellationToken)
    {
        var answer = await RunAsync(["record", "list", "--json"], null, cancellationToken);
        return JsonSerializer.Deserialize<List<StoredRecord>>(answer.Output, Json) ?? throw new HarnessException("edge-hub record list --json answered null");
    }

    public Task ExportAsync(string keyFile, string folder, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        RunAsync(["export", "--key", keyFile, "--out", folder], limit ?? TimeSpan.FromMinutes(5), cancellationToken);

    /// <summary>Runs a command of this hub's and requires success.</summary>
    public async Task<ToolResult> RunAsync(IReadOnlyList<string> args, TimeSpan? limit, CancellationToken cancellationToken) =>
        (await ToolRun.RunAsync(EdgeTool.Hub, [.. args, "--data", Setup.Data], limit: limit, cancellationToken: cancellationToken)).Ensure();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        KillBroker();
        _leftover.Dispose();
        _socket.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await StatusAsync(cancellationToken);
            return status.TryGetProperty("ready", out var ready) && ready.ValueKind == JsonValueKind.True;
        }
        catch (HarnessException)
        {
            return false;
        }
    }
}

/// <summary>A line of <c>edge-hub record list --json</c>, as far as it is looked at.</summary>
internal sealed record StoredRecord(Guid RecordId, string Node, Guid ChainId, ulong Sequence, string Kind, string? Outcome, int Priority, long SizeBytes, string? Path, string State)
{
    /// <summary>The officer who made it at a desk; null or empty where it came from elsewhere.</summary>
    public string? Officer { get; init; }

    /// <summary>Made by a board itself: at its desk, or of its journal.</summary>
    public bool IsOfDesk => !string.IsNullOrEmpty(Officer) || Kind is "journal" or "day";
}
