using System.Security.Cryptography;
using Edge.Benchmarks.Measuring;
using Edge.Testing.Processes;
using Edge.Testing.Samples;

namespace Edge.Benchmarks.Hostile;

/// <summary>An agent that is given one record after another, each timed until its receipt is in the ledger and it has left the queue.</summary>
internal sealed class HonestBoard : IAsyncDisposable
{
    private const int RecordBytes = 20_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly AgentProcess _agent;

    private HonestBoard(AgentProcess agent) => _agent = agent;

    public static async Task<HonestBoard> StartAsync(HubProcess hub, string name, string folder, BenchContext context, CancellationToken cancellationToken)
    {
        var setup = new AgentSetup(name, Path.Combine(folder, name))
        {
            Environment = new Dictionary<string, string> { ["EDGE_Spool__AllowVolatile"] = context.AllowVolatile ? "true" : "false" },
        };
        await AgentProcess.ProvisionAsync(setup, await hub.AddNodeAsync(name, "bench", hub.Setup.Mqtt, cancellationToken), cancellationToken);
        var agent = AgentProcess.Start(setup);
        await agent.WaitReadyAsync(cancellationToken);
        return new HonestBoard(agent);
    }

    /// <summary>Records one after another, until there were that many.</summary>
    public async Task<Samples> SendAsync(int records, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        for (var i = 0; i < records; i++) await samples.TimeAsync(() => OneAsync(cancellationToken));
        return samples;
    }

    /// <summary>Records one after another for as long as the work takes, and one at least.</summary>
    public async Task<Samples> SendDuringAsync(Task work, CancellationToken cancellationToken)
    {
        var samples = new Samples();
        do await samples.TimeAsync(() => OneAsync(cancellationToken)); while (!work.IsCompleted);
        await work;
        return samples;
    }

    public ValueTask DisposeAsync() => _agent.DisposeAsync();

    private async Task OneAsync(CancellationToken cancellationToken)
    {
        var file = new SampleAttachment("portrait.jpg", "image/jpeg", RandomNumberGenerator.GetBytes(RecordBytes));
        var since = TimeProvider.System.GetTimestamp();
        await _agent.SubmitAsync(new SampleRecord(new Guid(RandomNumberGenerator.GetBytes(16)), "card", "complete", 5, """{"name":"Benchmark"}"""u8.ToArray(), [file]), cancellationToken);
        using var timer = new PeriodicTimer(Look, TimeProvider.System);
        while (Directory.EnumerateFiles(Path.Combine(_agent.Setup.Data, "spool")).Any())
        {
            if (TimeProvider.System.GetElapsedTime(since) > Limit) throw new BenchException($"a record has no receipt after {Limit}. The agent's last lines:\n{_agent.LastLines}");
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
