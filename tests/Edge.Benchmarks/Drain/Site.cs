using System.Globalization;
using System.Security.Cryptography;
using Edge.Agent.Storage;
using Edge.Testing.Processes;
using Edge.Testing.Samples;

namespace Edge.Benchmarks.Drain;

/// <summary>A hub that is away, and a board that knows it.</summary>
internal sealed class Site : IAsyncDisposable
{
    public const int Records = 1000;
    public const int RecordBytes = 200_000;

    private const string Node = Board.Node;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Tell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly HubSetup _hubSetup;
    private readonly AgentProcess _agent;
    private HubProcess? _hub;

    private Site(HubSetup hub, AgentProcess agent) => (_hubSetup, _agent) = (hub, agent);

    public int AgentPid => _agent.Pid;

    private string Kept => Path.Combine(_agent.Setup.Data, "kept");

    public static async Task<Site> MakeAsync(string folder, string store, BenchContext context, Func<DataFolder, Task>? prepare, CancellationToken cancellationToken, string? board = null)
    {
        var hubSetup = HubSetup.OnFreePorts(Path.Combine(folder, "hub"));
        var agentSetup = new AgentSetup(Node, board ?? Path.Combine(folder, "agent")) { Environment = context.AgentSettings(store) };
        context.Say($"{store}: a hub admits a board and goes away");
        await using (var hub = HubProcess.Start(hubSetup))
        {
            await hub.WaitReadyAsync(cancellationToken);
            var file = await hub.AddNodeAsync(Node, "bench", hubSetup.Mqtt, cancellationToken);
            await AgentProcess.ProvisionAsync(agentSetup, file, cancellationToken);
            await hub.StopAsync();
        }
        if (prepare is not null) await prepare(new DataFolder(agentSetup.Data));
        var site = new Site(hubSetup, AgentProcess.Start(agentSetup));
        try
        {
            await site._agent.WaitReadyAsync(cancellationToken);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    public async Task<TimeSpan> FillAsync(CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Records; i++) await SubmitAsync(cancellationToken);
        return TimeProvider.System.GetElapsedTime(start);
    }

    public Task OpenDayAsync(CancellationToken cancellationToken) => _agent.OpenDayAsync(cancellationToken);

    /// <summary>One citizen: a ticket, the call, the record, the end.</summary>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        await _agent.QueueAsync("tickets", new { service = "card" }, cancellationToken);
        await _agent.QueueAsync("next", new { }, cancellationToken);
        await SubmitAsync(cancellationToken);
        await _agent.QueueAsync("done", new { }, cancellationToken);
    }

    /// <summary>The hub comes back; nobody waits for it.</summary>
    public void StartHub() => _hub ??= HubProcess.Start(_hubSetup);

    private async Task SubmitAsync(CancellationToken cancellationToken)
    {
        var file = new SampleAttachment("portrait.jpg", "image/jpeg", RandomNumberGenerator.GetBytes(RecordBytes));
        await _agent.SubmitAsync(new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", 5, """{"name":"Benchmark"}"""u8.ToArray(), [file]), cancellationToken);
    }

    /// <summary>Starts the hub and waits until so many records are kept, which every store does with what has its receipt. It looks at the board's folder, which costs the board nothing.</summary>
    public async Task<(TimeSpan SinceHub, TimeSpan SinceFirst)> DrainAsync(int records, BenchContext context, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        StartHub();
        var ready = await ReadyAsync(_hub!, cancellationToken);
        var (first, told) = (0L, ready);
        using var timer = new PeriodicTimer(Look, time);
        for (var left = records; left > 0; left = records - Gone())
        {
            if (first == 0 && left < records) first = time.GetTimestamp();
            if (time.GetElapsedTime(told) > Tell)
            {
                told = time.GetTimestamp();
                context.Say(string.Create(CultureInfo.InvariantCulture, $"drain: {left} records still wait"));
            }
            if (time.GetElapsedTime(ready) > Limit) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{left} of {records} records still wait after {Limit}. The agent's last lines:\n{_agent.LastLines}"));
            if (_agent.HasExited || _hub!.HasExited) throw new BenchException($"agent or hub ended. Their last lines:\n{_agent.LastLines}\n{_hub!.LastLines}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
        return (time.GetElapsedTime(ready), time.GetElapsedTime(first == 0 ? ready : first));
    }

    /// <summary>How many records wait, by what the agent says itself.</summary>
    public async Task<int> WaitingAsync(CancellationToken cancellationToken) =>
        (await _agent.StatusAsync(cancellationToken)).GetProperty("backlog").GetProperty("records").GetInt32();

    /// <exception cref="BenchException">The agent says that some still wait.</exception>
    public async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        // A file is in kept/ a moment before the store has let it go.
        var start = TimeProvider.System.GetTimestamp();
        for (var left = await WaitingAsync(cancellationToken); left > 0; left = await WaitingAsync(cancellationToken))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Tell) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"every record is in {Kept}, and the agent says that {left} wait"));
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Stops the hub and adds up: nothing is anywhere but on the board or let go.</summary>
    /// <exception cref="BenchException">Board and kept/ together have other than so many.</exception>
    public async Task RequireHeldAsync(int records, CancellationToken cancellationToken)
    {
        await _hub!.StopAsync();
        // What was under way ends first.
        var (start, held) = (TimeProvider.System.GetTimestamp(), 0);
        while ((held = await WaitingAsync(cancellationToken) + Gone()) != records)
        {
            if (TimeProvider.System.GetElapsedTime(start) > Tell) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"of {records} records {held} wait or are in {Kept}"));
            await Task.Delay(Look, TimeProvider.System, cancellationToken);
        }
    }

    /// <exception cref="BenchException">The hub does not have all of them.</exception>
    public async Task RequireAllStoredAsync(CancellationToken cancellationToken)
    {
        var stored = (await _hub!.ListRecordsAsync(cancellationToken)).Count(r => r.State == "stored");
        if (stored != Records) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"the board's queue is empty, but the hub has {stored} of {Records} records"));
    }

    public async ValueTask DisposeAsync()
    {
        await _agent.DisposeAsync();
        if (_hub is not null) await _hub.DisposeAsync();
    }

    private int Gone() => Directory.EnumerateFiles(Kept).Count();

    private static async Task<long> ReadyAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        await hub.WaitReadyAsync(cancellationToken);
        return TimeProvider.System.GetTimestamp();
    }
}
