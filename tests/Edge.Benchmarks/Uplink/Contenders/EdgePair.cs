using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Benchmarks.Measuring;
using Edge.Benchmarks.Uplink.Links;
using Edge.Benchmarks.Uplink.Watching;
using Edge.Testing.Processes;
using Edge.Testing.Samples;

namespace Edge.Benchmarks.Uplink.Contenders;

/// <summary>Edge: a real agent, and a real hub with its broker, each in its network.</summary>
internal sealed class EdgePair(ILink link, UplinkRow row, int records, string folder, bool allowVolatile) : IContender
{
    private const int WarmUp = 5;
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Limit = Patience.Seconds(60);

    private readonly CancellationTokenSource _done = new();
    private HubProcess? _hub;
    private AgentProcess? _agent;
    private AgentWatch? _watch;
    private Task<(bool, double PeakMiB)>? _memory;
    private Task _watching = Task.CompletedTask;
    private long _sent;
    private long _resent;
    private int _connections;

    public string Name => "Edge";

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var hubSetup = new HubSetup(Path.Combine(folder, "hub"), new IPEndPoint(IPAddress.Loopback, 8080), Addresses.OfHub(8443), Addresses.OfHub(8883))
        {
            Tool = EdgeTool.Hub with { Prefix = link.Hub.Prefix },
        };
        var agentSetup = new AgentSetup(Board.Node, Path.Combine(folder, "agent"))
        {
            Tool = EdgeTool.Agent with { Prefix = link.Board.Prefix },
            Environment = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = allowVolatile ? "true" : "false" },
        };
        _hub = HubProcess.Start(hubSetup);
        await _hub.WaitReadyAsync(cancellationToken);
        await AdmitAsync(agentSetup, cancellationToken);
        _agent = AgentProcess.Start(agentSetup);
        await _agent.WaitReadyAsync(cancellationToken);
        // A board has been running for days: the first records find programs that are still being compiled.
        await SubmitAsync(WarmUp, cancellationToken);
        await UntilAsync(async () => (await _agent.WaitingAsync(cancellationToken)).Count == 0, "its first records had gone", cancellationToken);
        link.Down();
        await SubmitAsync(records, cancellationToken);
        await UntilAsync(async () => !(await UplinkAsync(cancellationToken)).GetProperty("connected").GetBoolean(), "it had noticed that the link is down", cancellationToken);
        var before = await UplinkAsync(cancellationToken);
        (_sent, _resent, _connections) = (before.GetProperty("sentBytes").GetInt64(), before.GetProperty("resentBytes").GetInt64(), before.GetProperty("connections").GetInt32());
        _watch = new AgentWatch(_agent);
        _watching = _watch.WatchAsync(_done.Token);
        _memory = MemoryWatch.DuringAsync(_agent.Pid, () => OverAsync(_done.Token));
    }

    public void LinkUp()
    {
    }

    public void LinkCut()
    {
    }

    public async Task<Delivery> FinishAsync(LinkHistory history, CancellationToken cancellationToken)
    {
        await _done.CancelAsync();
        await _watching;
        if (_agent!.HasExited || _hub!.HasExited) throw new BenchException($"agent or hub ended. Their last lines:\n{_agent.LastLines}\n{_hub!.LastLines}");
        var end = history.Windows[^1].To;
        var stored = (await StoredAsync(cancellationToken)).Where(at => at >= history.Windows[0].From && at <= end).Order().ToList();
        var status = await UplinkAsync(cancellationToken);
        var noticed = _watch!.Noticed(history);
        return new Delivery(stored.Count, (long)stored.Count * row.RecordBytes, stored.Count == 0 ? null : stored[^1])
        {
            More =
            [
                ("payload sent again", (status.GetProperty("resentBytes").GetInt64() - _resent) / 1000d, "kB"),
                ("payload sent in all", (status.GetProperty("sentBytes").GetInt64() - _sent) / 1000d, "kB"),
                ("connections", status.GetProperty("connections").GetInt32() - _connections, ""),
                .. Spread.Rank(noticed, 0.5) is { } median ? [("an outage is noticed after, median", median, "s")] : Array.Empty<(string, double, string)>(),
                .. Spread.Rank(noticed, 1) is { } most ? [("an outage is noticed after, longest", most, "s")] : Array.Empty<(string, double, string)>(),
                ("the agent's private memory at most (RssAnon)", (await _memory!).PeakMiB, "MiB"),
            ],
        };
    }

    public async ValueTask DisposeAsync()
    {
        await _done.CancelAsync();
        await _watching;
        if (_memory is not null) await _memory;
        if (_agent is not null) await _agent.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
        _done.Dispose();
    }

    // By a request carried by hand: the limits of enrolment over the network are too short for a machine that is emulated.
    private async Task AdmitAsync(AgentSetup agent, CancellationToken cancellationToken)
    {
        var file = await _hub!.AddNodeAsync(Board.Node, "bench", _hub.Setup.Mqtt, cancellationToken);
        var (request, signed) = ($"{agent.Data}.csr", $"{agent.Data}.signed");
        (await ToolRun.RunAsync(agent.Tool, ["provision", file, "--csr", request, "--data", agent.Data], environment: agent.Environment, cancellationToken: cancellationToken)).Ensure();
        await _hub.RunAsync(["node", "sign", request, "--node", Board.Node, "--out", signed], null, cancellationToken);
        await AgentProcess.ProvisionAsync(agent, signed, cancellationToken);
    }

    private async Task SubmitAsync(int count, CancellationToken cancellationToken)
    {
        for (var i = 0; i < count; i++)
        {
            var file = new SampleAttachment("portrait.jpg", "image/jpeg", RandomNumberGenerator.GetBytes(row.RecordBytes));
            await _agent!.SubmitAsync(new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", 5, "{}"u8.ToArray(), [file]), cancellationToken);
        }
    }

    private async Task<JsonElement> UplinkAsync(CancellationToken cancellationToken) => (await _agent!.StatusAsync(cancellationToken)).GetProperty("uplink");

    private async Task UntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = Time.GetTimestamp();
        while (!await condition())
        {
            if (Time.GetElapsedTime(started) > Limit) throw new BenchException($"{Limit.TotalSeconds} s went by before the agent said that {what}. Its last lines:\n{_agent!.LastLines}");
            await Task.Delay(TimeSpan.FromMilliseconds(50), Time, cancellationToken);
        }
    }

    private async Task<IEnumerable<DateTimeOffset>> StoredAsync(CancellationToken cancellationToken)
    {
        var answer = await _hub!.RunAsync(["record", "list", "--json"], null, cancellationToken);
        return [.. JsonElement.Parse(answer.Output).EnumerateArray()
            .Where(r => r.GetProperty("storedAt").ValueKind != JsonValueKind.Null)
            .Select(r => DateTimeOffset.Parse(r.GetProperty("storedAt").GetString()!, CultureInfo.InvariantCulture))];
    }

    private static async Task<bool> OverAsync(CancellationToken done)
    {
        try
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, Time, done);
        }
        catch (OperationCanceledException)
        {
            // Over.
        }
        return true;
    }
}
