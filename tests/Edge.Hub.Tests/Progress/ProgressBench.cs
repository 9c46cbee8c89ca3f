using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Ingest;
using Edge.Hub.Progress;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Views.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Progress;

/// <summary>A hub with boards whose records are counted.</summary>
internal sealed class ProgressBench : IAsyncDisposable
{
    private ProgressBench(IngestBench ingest)
    {
        Ingest = ingest;
        Book = new PlaceBook(ingest.Hub.Archive, new AuditLog(ingest.Hub.Archive, ingest.Hub.Time));
        Views = new ProgressViews(ingest.Hub.Databases, Book, ingest.Hub.Registry, Options.Create(new IngestOptions()), ingest.Hub.Time);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public IngestBench Ingest { get; }

    public PlaceBook Book { get; }

    public ProgressViews Views { get; }

    /// <summary>Eight in the evening of 29 November in Vietnam.</summary>
    public static async Task<ProgressBench> OpenAsync()
    {
        var bench = new ProgressBench(await IngestBench.OpenAsync());
        bench.Ingest.Hub.Time.Now = new DateTimeOffset(2026, 11, 29, 13, 0, 0, TimeSpan.Zero);
        return bench;
    }

    public Task<Place> PlaceAsync(string code, string name, string? parent = null, string? target = null, string? deadline = null, string? quota = null, string? service = null) =>
        Book.SetAsync(Actor.CommandLine, code, new PlaceChange(name, parent, target, deadline, quota, service), Token);

    /// <summary>The board makes a record and gets its receipt.</summary>
    public async Task RecordAsync(SimulatedBoard board, string kind = "card", string outcome = "complete", int times = 1)
    {
        (board.Kind, board.Outcome) = (kind, outcome);
        for (var i = 0; i < times; i++)
        {
            var (record, bytes) = board.Record(10);
            await Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, bytes.Length));
        }
    }

    /// <summary>As if so many records of that sort had been stored one by one.</summary>
    public Task CountAsync(string area, string node, DateOnly day, string kind, string outcome, int count, string officer = "") => Ingest.Hub.Archive.ChangeAsync(async db =>
    {
        var tally = new ProgressTally();
        var place = await tally.PlaceAsync(db, new RecordSort(area, node, officer, day.DayNumber, kind, outcome), Token);
        for (var i = 0; i < count; i++) tally.Add(place);
        await tally.SaveAsync(db, Token);
        return count;
    }, Token);

    public Task<List<ProgressCount>> CountsAsync() => Ingest.ReadAsync(db => db.Set<ProgressCount>().AsNoTracking().Where(c => c.Count != 0).OrderBy(c => c.Id).ToListAsync(Token));

    /// <summary>What is read next is read anew.</summary>
    public async Task<ProgressView> ReadAsync(string place)
    {
        Ingest.Hub.Time.Now += TimeSpan.FromMinutes(2);
        return await Views.ReadAsync(place, Token);
    }

    public ValueTask DisposeAsync()
    {
        Views.Dispose();
        return Ingest.DisposeAsync();
    }
}
