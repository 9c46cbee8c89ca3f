using Edge.Hub.Alerts;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Hub.Tests.Views.Fleet;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Alerts;

/// <summary>Alerts over the fleet's read model and a real database, stepped by hand.</summary>
internal sealed class AlertBench : IAsyncDisposable
{
    private readonly AlertsOptions _settings;
    private AlertOutbox _outbox = null!;

    private AlertBench(FleetBench fleet, AlertsOptions options, IReadOnlyList<IAlertSender> senders)
    {
        (Fleet, _settings, Senders) = (fleet, options, senders);
        Ingest.Connected = true;
        Restart();
    }

    public FleetBench Fleet { get; }

    public NodeBench Hub => Fleet.Ingest.Hub;

    public IReadOnlyList<IAlertSender> Senders { get; }

    public IngestStatus Ingest => Fleet.Ingest.Status;

    public AlertBook Book { get; private set; } = null!;

    public AlertWatch Watch { get; private set; } = null!;

    public AlertPost Post { get; private set; } = null!;

    /// <summary>What the post goes by.</summary>
    public bool MayHave => _outbox.MayHave;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<AlertBench> OpenAsync(AlertsOptions? options = null, params IReadOnlyList<IAlertSender> senders)
    {
        var bench = new AlertBench(await FleetBench.OpenAsync(), options ?? new AlertsOptions(), senders);
        await bench.Watch.LoadAsync(Token);
        return bench;
    }

    /// <summary>The alerts of a hub that has just started.</summary>
    public void Restart()
    {
        var options = Options.Create(_settings);
        Book?.Dispose();
        var outbox = _outbox = new AlertOutbox(Senders, Hub.Archive);
        Book = new AlertBook(Hub.Archive, new AuditLog(Hub.Archive, Hub.Time), outbox, Fleet.Counts, new SteadyClock(Hub.Archive, Hub.Time, NullLogger<SteadyClock>.Instance), options, Hub.Time);
        Watch = new AlertWatch(Book, Fleet.Book, new HubFacts(Ingest, Hub.Databases, options, Hub.Time), Hub.Registry, options, Hub.Time, NullLogger<AlertWatch>.Instance);
        Post = new AlertPost(Senders, outbox, options, Hub.Time, NullLogger<AlertPost>.Instance);
    }

    /// <summary>So much later everything looks at what there is.</summary>
    public async Task StepAsync(TimeSpan after)
    {
        await Fleet.StepAsync(after);
        await Watch.StepAsync(Token);
        await Fleet.Keeper.StepAsync(Token);
        foreach (var sender in Senders) await Post.SendAsync(sender, Token);
    }

    public async Task StepAsync(int seconds) => await StepAsync(TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        Watch.Dispose();
        Post.Dispose();
        Book.Dispose();
        await Fleet.DisposeAsync();
    }
}
