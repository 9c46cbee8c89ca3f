using Edge.Contracts.Sparkplug;
using Edge.Hub.Fleet;
using Edge.Hub.Fleet.Habit;
using Edge.Hub.Fleet.History;
using Edge.Hub.Tests.Fleet;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Views.Fleet;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Views.Fleet;

/// <summary>The fleet's read model over a real database, stepped by hand.</summary>
internal sealed class FleetBench : IAsyncDisposable
{
    private FleetBench(IngestBench ingest)
    {
        Ingest = ingest;
        Health.Changed += node => ingest.Hub.Archive.Changed.Touch(node, Hub.Archive.ChangedOf.Health);
        ingest.Status.Connected = true;
        var options = Options.Create(new FleetOptions());
        History = new BoardHistory(ingest.Hub.Archive, options, ingest.Hub.Time);
        Habits = new HabitBook(History, ingest.Hub.Registry, ingest.Hub.Archive, options);
        Keeper = new FleetKeeper(Book, new FleetReader(ingest.Hub.Databases, ingest.Hub.Shelf), new FleetSources(Health, History, Habits, Counts, ingest.Status), ingest.Hub.Registry, ingest.Hub.Archive, options, ingest.Hub.Time, NullLogger<FleetKeeper>.Instance);
    }

    public IngestBench Ingest { get; }

    public FleetState Health { get; } = new();

    public FleetBook Book { get; } = new();

    public BoardHistory History { get; }

    public HabitBook Habits { get; }

    public AlertCounts Counts { get; } = new();

    public FleetKeeper Keeper { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<FleetBench> OpenAsync() => new(await IngestBench.OpenAsync());

    /// <summary>Half a second later.</summary>
    public async Task StepAsync(TimeSpan? after = null)
    {
        Ingest.Hub.Time.Pass(after ?? TimeSpan.FromMilliseconds(500));
        await Keeper.StepAsync(Token);
    }

    public FleetRow Row(string node) => Book.Find(node) ?? throw new InvalidOperationException($"the book has no board {node}");

    public void Says(SparkplugVerb verb, string node, byte[] payload) => Health.Take(verb, node, payload, Ingest.Hub.Time.Now);

    public void Born(string node, params (string Name, ulong Alias, SparkplugType Type, object? Value)[] metrics) => Says(SparkplugVerb.Birth, node, Said.Birth(1, metrics));

    public ValueTask DisposeAsync()
    {
        Keeper.Dispose();
        return Ingest.DisposeAsync();
    }
}
