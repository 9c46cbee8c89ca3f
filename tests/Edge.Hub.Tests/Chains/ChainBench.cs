using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Chains;
using Edge.Hub.Tests.Ingest;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Chains;

/// <summary>What tests of chains do over and over.</summary>
internal static class ChainBench
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes records and has them stored, each with an offer of its own.</summary>
    public static async Task<List<RecordManifest>> StoreAsync(this IngestBench bench, SimulatedBoard board, int count)
    {
        var made = Enumerable.Range(0, count).Select(_ => board.Record(10)).ToList();
        foreach (var (record, bytes) in made) await bench.StoreAsync(board, record, bytes);
        return [.. made.Select(m => m.Manifest)];
    }

    /// <summary>Sends one record whole; it has to be stored and receipted, whatever the hub thinks of it.</summary>
    public static async Task StoreAsync(this IngestBench bench, SimulatedBoard carrier, RecordManifest record, byte[] bytes)
    {
        var have = await bench.SayAsync(carrier.Offer(record), carrier.Chunk(record, bytes, 0, bytes.Length));
        StoredReceipts.Verify(Assert.Single(have.Records).Stored, record, bench.Hub.Keys.Trust);
    }

    /// <summary>Says an offer with a head and nothing else.</summary>
    public static Task PromiseAsync(this IngestBench bench, SimulatedBoard board, SignedHead head)
    {
        var offer = board.NextOffer(board.Sequence);
        offer.Head = head;
        return bench.SayAsync(board.Message("offer", offer));
    }

    public static async Task<List<(ulong Sequence, RecordFlags Flags)>> FlagsAsync(this IngestBench bench, string node = "board-1") =>
        [.. (await bench.RecordsAsync()).Where(r => r.Node == node).Select(r => ((ulong)r.Sequence, r.Flags)).Order()];

    public static async Task<List<string>> IncidentKindsAsync(this IngestBench bench) => [.. (await bench.IncidentsAsync()).Select(i => $"{i.Kind} ×{i.Count}")];

    public static Task<List<Chain>> ChainsAsync(this IngestBench bench) => bench.ReadAsync(db => db.Set<Chain>().AsNoTracking().ToListAsync(Token));
}
