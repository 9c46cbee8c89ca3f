using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Hub.Views;
using Edge.Mqtt;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Ingest;

/// <summary>An ingestor over a real database, with boards that were enrolled.</summary>
internal sealed class IngestBench(NodeBench hub) : IAsyncDisposable
{
    public NodeBench Hub { get; } = hub;

    public HubHealth Health { get; } = new(hub.Time);

    public IngestStatus Status => field ??= new IngestStatus(Health);

    public Ingestor Ingestor { get; private set; } = null!;

    public SignatureCheck Signatures { get; private set; } = null!;

    /// <summary>What each board offered and was refused, since the bench was opened.</summary>
    public Dictionary<string, int> Refused { get; } = [];

    public static async Task<IngestBench> OpenAsync() => Of(await NodeBench.OpenAsync());

    public static IngestBench Of(NodeBench hub)
    {
        var bench = new IngestBench(hub);
        bench.Restart();
        return bench;
    }

    /// <summary>The ingest of a hub that has just started: nothing but the database is left.</summary>
    public void Restart()
    {
        Signatures = new SignatureCheck(Hub.Registry);
        Ingestor = new Ingestor(Hub.Archive, Hub.Registry, Signatures, Hub.Keys, Hub.Copies, new AnswerWriter(Hub.Shelf, Hub.Areas.Objects, Hub.Copies, Hub.Registry, Hub.Keys, Options.Create(new IngestOptions { GroupTime = TimeSpan.MaxValue }), Hub.Time),
            new IngestJournal(Status, Hub.Time, NullLogger<IngestJournal>.Instance), Hub.Time);
    }

    public async Task<SimulatedBoard> BoardAsync(string node, string group = "north")
    {
        var key = NodeBench.NewKey();
        using var certificate = await Hub.EnrolAsync(await Hub.AddAsync(node, group), key);
        return new SimulatedBoard(node, new SigningKey(key)) { PrivateKey = key.ExportPkcs8PrivateKey() };
    }

    public async Task<Have> SayAsync(params MqttMessage[] messages) => Assert.Single(await AnswersAsync(messages)).Have;

    /// <summary>What of these messages comes through the door.</summary>
    public static List<BoardArrival> Arrived(params IEnumerable<MqttMessage> messages) => [.. messages.Select(Arrival.Of).OfType<BoardArrival>()];

    public async Task<IReadOnlyList<(string Node, Have Have)>> AnswersAsync(params MqttMessage[] messages)
    {
        var (left, answers) = (Arrived(messages), new List<(string, Have)>());
        while (left.Count > 0)
        {
            var (taken, said, refused) = await Ingestor.ProcessAsync(left, TestContext.Current.CancellationToken);
            answers.AddRange(said);
            foreach (var (node, count) in refused) Refused[node] = Refused.GetValueOrDefault(node) + count;
            left.RemoveRange(0, taken);
        }
        return answers;
    }

    public async Task<T> ReadAsync<T>(Func<HubDb, Task<T>> read)
    {
        await using var db = await Hub.Databases.CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await read(db);
    }

    public Task ExecuteAsync(string sql) => ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));

    public Task<List<ArchivedRecord>> RecordsAsync() => ReadAsync(db => db.Set<ArchivedRecord>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));

    public Task<List<Incident>> IncidentsAsync() => ReadAsync(db => db.Set<Incident>().AsNoTracking().ToListAsync(TestContext.Current.CancellationToken));

    public Task<IReadOnlyList<BoardOverview>> OverviewAsync() => new Overview(Hub.Databases, Hub.Time).ReadAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
