using System.Globalization;
using System.Security.Cryptography;
using Edge.Demo.Processes;
using Edge.Demo.Samples;

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

    private string Spool => Path.Combine(_agent.Setup.Data, "spool");

    public static async Task<Site> MakeAsync(string folder, BenchContext context, CancellationToken cancellationToken)
    {
        var hubSetup = HubSetup.OnFreePorts(Path.Combine(folder, "hub"));
        var agentSetup = new AgentSetup(Node, Path.Combine(folder, "agent"))
        {
            Environment = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = context.AllowVolatile ? "true" : "false" },
        };
        context.Say("drain: a hub admits a board and goes away");
        await using (var hub = HubProcess.Start(hubSetup))
        {
            await hub.WaitReadyAsync(cancellationToken);
            var file = await hub.AddNodeAsync(Node, "bench", hubSetup.Mqtt, cancellationToken);
            await AgentProcess.ProvisionAsync(agentSetup, file, cancellationToken);
            await hub.StopAsync();
        }
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
        for (var i = 0; i < Records; i++)
        {
            var file = new SampleAttachment("portrait.jpg", "image/jpeg", RandomNumberGenerator.GetBytes(RecordBytes));
            await _agent.SubmitAsync(new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", 5, """{"name":"Benchmark"}"""u8.ToArray(), [file]), cancellationToken);
        }
        return TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Starts the hub and waits until nothing is queued any more. It looks at the board's folder, which costs the board nothing.</summary>
    public async Task<(TimeSpan SinceHub, TimeSpan SinceFirst)> DrainAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var time = TimeProvider.System;
        _hub = HubProcess.Start(_hubSetup);
        var ready = await ReadyAsync(_hub, cancellationToken);
        var (first, told) = (0L, ready);
        using var timer = new PeriodicTimer(Look, time);
        for (var left = Records; left > 0; left = Queued())
        {
            if (first == 0 && left < Records) first = time.GetTimestamp();
            if (time.GetElapsedTime(told) > Tell)
            {
                told = time.GetTimestamp();
                context.Say(string.Create(CultureInfo.InvariantCulture, $"drain: {left} records still wait"));
            }
            if (time.GetElapsedTime(ready) > Limit) throw new BenchException(string.Create(CultureInfo.InvariantCulture, $"{left} of {Records} records still wait after {Limit}. The agent's last lines:\n{_agent.LastLines}"));
            if (_agent.HasExited || _hub.HasExited) throw new BenchException($"agent or hub ended. Their last lines:\n{_agent.LastLines}\n{_hub.LastLines}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
        return (time.GetElapsedTime(ready), time.GetElapsedTime(first == 0 ? ready : first));
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

    private int Queued() => Directory.EnumerateFiles(Spool).Count();

    private static async Task<long> ReadyAsync(HubProcess hub, CancellationToken cancellationToken)
    {
        await hub.WaitReadyAsync(cancellationToken);
        return TimeProvider.System.GetTimestamp();
    }
}
