using System.Security.Cryptography;
using Edge.Contracts.Uplink;
using Edge.Hub.Admin;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Export;
using Edge.Hub.Ingest;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Mqtt;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Tests.Crash;

/// <summary>Starts a hub on what a cut left, and says what is not as promised.</summary>
internal sealed class ArchiveRecovery(HubLife life, int steps, ECDiffieHellman registry) : IAsyncDisposable
{
    private readonly List<string> _wrong = [];
    private readonly ScratchFolder _folder = new();

    public async Task<IReadOnlyList<string>> CheckAsync(Dictionary<string, byte[]> image)
    {
        foreach (var (name, bytes) in image) await File.WriteAllBytesAsync(Path.Combine(_folder.Path, name), bytes);
        try
        {
            await CheckAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _wrong.Add($"an exception came out: {e}");
        }
        return _wrong;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task CheckAsync()
    {
        var paths = new HubPaths(_folder.Path);
        await using var services = new ServiceCollection().AddHubDb(paths).BuildServiceProvider();
        var databases = services.GetRequiredService<IDbContextFactory<HubDb>>();
        using var archive = new ArchiveWriter(databases, new ArchivePlace(paths));
        var registry = new NodeRegistry(archive, life.Hub.Time);
        try
        {
            var copies = new BackupRegistry(archive, life.Hub.Time, NullLogger<BackupRegistry>.Instance);
            using var areas = new AreaParts(paths, archive, databases, registry, life.Hub.Time);
            await new HubDatabase(databases, registry, copies, areas.Book, life.Hub.Time).StartAsync(CancellationToken.None);
            await CheckDatabaseAsync(databases);
            if (steps < life.EnrolledAt) return;
            if (registry.KeysOf(HubLife.Node).Count != 1)
            {
                _wrong.Add("the board's key is lost");
                return;
            }
            await CheckCountsAsync(databases);
            await CheckStoredAsync(databases, steps);
            await CheckExportAsync(databases);
            await FinishAsync(new Ingestor(archive, registry, new SignatureCheck(registry), life.Hub.Keys, copies, new AnswerWriter(life.Hub.Shelf, areas.Objects, copies, registry, life.Hub.Keys, Options.Create(new IngestOptions { GroupTime = TimeSpan.MaxValue }), life.Hub.Time),
                new IngestJournal(new IngestStatus(new HubHealth(TimeProvider.System)), life.Hub.Time, NullLogger<IngestJournal>.Instance), life.Hub.Time));
            await CheckCountsAsync(databases);
            await CheckStoredAsync(databases, int.MaxValue);
        }
        finally
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = paths.Database, DefaultTimeout = 30 }.ToString());
            SqliteConnection.ClearPool(connection);
        }
    }

    // What the first page shows was kept with each commit: it equals a recount, whatever was cut off.
    private async Task CheckCountsAsync(IDbContextFactory<HubDb> databases) => _wrong.AddRange(await Recount.DifferencesAsync(databases, CancellationToken.None));

    private async Task CheckDatabaseAsync(IDbContextFactory<HubDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        var sound = await db.Database.SqlQueryRaw<string>("SELECT quick_check AS Value FROM pragma_quick_check").ToListAsync();
        if (sound is not ["ok"]) _wrong.Add($"the database is damaged: {string.Join("; ", sound.Take(3))}");
    }

    private async Task CheckStoredAsync(IDbContextFactory<HubDb> databases, int by)
    {
        await using var db = await databases.CreateDbContextAsync();
        var rows = await db.Set<ArchivedRecord>().AsNoTracking().ToListAsync();
        foreach (var same in rows.GroupBy(r => r.RecordId).Where(g => g.Count() > 1)) _wrong.Add($"record {same.Key} is there {same.Count()} times");
        foreach (var story in life.Stories.Where(s => s.IsStoredAfter(by)))
        {
            var row = rows.Find(r => r.RecordId == story.Manifest.RecordId);
            if (row is not { State: Hub.Archive.RecordState.Stored }) _wrong.Add($"receipted record {story.Manifest.Fields.Sequence} is {(row is null ? "lost" : "no longer stored")}");
        }
    }

    // Export opens what is stored with the registry's key: whole and right it must be.
    private async Task CheckExportAsync(IDbContextFactory<HubDb> databases)
    {
        await using var db = await databases.CreateDbContextAsync();
        var stored = await db.Set<ArchivedRecord>().CountAsync(r => r.State == Hub.Archive.RecordState.Stored);
        var target = Path.Combine(_folder.Path, "export");
        using var keys = new RegistryKeys();
        var key = System.Security.Cryptography.ECDiffieHellman.Create();
        key.ImportECPrivateKey(registry.ExportECPrivateKey(), out _);
        keys.Add(key);
        var count = await new ExportTool(db, keys, target, _wrong.Add).RunAsync(CancellationToken.None);
        Directory.Delete(target, recursive: true);
        if (count.Failed > 0 || count.Written != stored) _wrong.Add($"exported {count}");
    }

    // The board comes back, offers everything and sends what the hub says it has not.
    private async Task FinishAsync(Ingestor ingestor)
    {
        var board = new SimulatedBoard(HubLife.Node, life.Key);
        if (life.Stories.Count == 0) return;
        var told = await SayAsync(ingestor, board.Offer([.. life.Stories.Select(s => s.Manifest)]));
        foreach (var story in life.Stories)
        {
            var state = told[story.Manifest.RecordId];
            if (story.IsStoredAfter(steps) && (state.Stored is null || story.Receipt?.Equals(state.Stored) == false)) _wrong.Add($"the receipt of record {story.Manifest.Fields.Sequence} is another one");
            if (state.Stored is not null) continue;
            var has = new RangeSet();
            foreach (var range in state.Committed?.Ranges ?? []) has.Add((long)range.First, (long)range.End);
            foreach (var (first, end) in story.CommittedAfter(steps))
            {
                if (!has.Contains(first, end)) _wrong.Add($"bytes {first} to {end} of record {story.Manifest.Fields.Sequence} were acknowledged and are gone");
            }
            var missing = has.Missing(0, story.Bytes.Length).Select(r => board.Chunk(story.Manifest, story.Bytes, (int)r.First, (int)r.End)).ToArray();
            var last = await SayAsync(ingestor, missing);
            // What was there may be bytes that a board had sent wrong: then they are refused, and all of it is sent.
            if (last[story.Manifest.RecordId].Held is not null) last = await SayAsync(ingestor, board.Chunk(story.Manifest, story.Bytes, 0, story.Bytes.Length));
            if (last[story.Manifest.RecordId].Stored is null) _wrong.Add($"record {story.Manifest.Fields.Sequence} cannot be finished: {last[story.Manifest.RecordId]}");
        }
    }

    private static async Task<Dictionary<Guid, Contracts.Wire.RecordState>> SayAsync(Ingestor ingestor, params MqttMessage[] messages)
    {
        var (left, states) = (IngestBench.Arrived(messages), new Dictionary<Guid, Contracts.Wire.RecordState>());
        while (left.Count > 0)
        {
            var processed = await ingestor.ProcessAsync(left, CancellationToken.None);
            foreach (var state in processed.Answers.SelectMany(a => a.Have.Records)) states[new Guid(state.RecordId.Span, bigEndian: true)] = state;
            left.RemoveRange(0, processed.Taken);
        }
        return states;
    }
}
