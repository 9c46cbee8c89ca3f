using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Tests.Ingest;
using Edge.Hub.Tests.Support;
using Edge.Testing.Time;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Boards;

/// <summary>Found by a hostile board: it renewed itself 510 keys in 17 minutes, and each of its bad signatures was tried against all of them.</summary>
public sealed class KeyLimitTests : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_most_four_keys_may_connect_and_what_the_oldest_signed_is_still_taken()
    {
        await using var bench = await IngestBench.OpenAsync();
        var hub = bench.Hub;
        var first = Key();
        var certificates = new List<X509Certificate2> { Own(await hub.EnrolAsync(await hub.AddAsync("board-1"), first)) };
        var board = new SimulatedBoard("board-1", new SigningKey(first));
        var (record, bytes) = board.Record(100);
        for (var i = 0; i < 4; i++) certificates.Add(Own(await RenewAsync(hub, certificates[^1])));

        Assert.Equal([true, false, false, false, false], hub.Registry.KeysOf("board-1").Select(k => k.Retired));
        var refusal = await Assert.ThrowsAsync<EnrolException>(() => RenewAsync(hub, certificates[0]));
        Assert.Equal(EnrolRefusal.Forbidden, refusal.Refusal);
        // The broker's list refuses what is revoked there.
        Assert.Equal([certificates[0].SerialNumber], await bench.ReadAsync(db => db.Set<NodeCertificate>().Where(c => c.RevokedAt != null).Select(c => c.Serial).ToListAsync(Token)));
        await Assert.ThrowsAsync<EnrolException>(() => hub.Enrolment.SignAsync(Actor.CommandLine, "board-1", SigningRequest.Parse(NodeBench.Csr(first)), Token));

        // By a board that brings what it made a month ago, and not flagged: nothing is wrong with it.
        Assert.NotNull(Assert.Single((await bench.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100))).Records).Stored);
        Assert.Equal(Edge.Hub.Archive.RecordFlags.None, Assert.Single(await bench.RecordsAsync()).Flags);
        Assert.False(hub.Registry.IsRevoked("board-1"));
    }

    [Fact]
    public async Task A_board_that_renews_without_end_is_told_to_stop()
    {
        await using var hub = await NodeBench.OpenAsync();
        var held = Own(await hub.EnrolAsync(await hub.AddAsync("board-1"), Key()));
        for (var i = 0; i < 7; i++) held = Own(await RenewAsync(hub, held));
        var refusal = await Assert.ThrowsAsync<EnrolException>(() => RenewAsync(hub, held));
        Assert.Contains("within a day", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(8, hub.Registry.KeysOf("board-1").Count);
        // With the key it has it may always.
        using var key = (ECDsa)held.GetECDsaPrivateKey()!;
        Own(await hub.Enrolment.RenewAsync(held, SigningRequest.Parse(NodeBench.Csr(key)), Token));
        hub.Time.Now += TimeSpan.FromDays(2);
        Own(await RenewAsync(hub, held));
    }

    [Fact]
    public async Task Bad_signatures_are_looked_at_for_a_while_only_and_are_counted_against_who_brings_them()
    {
        await using var bench = await IngestBench.OpenAsync();
        var good = await bench.BoardAsync("board-1");
        var stranger = new SimulatedBoard("board-1", SigningKey.Create());
        var reasons = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            var have = await bench.SayAsync(stranger.Offer([.. Enumerable.Range(0, 32).Select(_ => stranger.Record(10).Manifest)]));
            Assert.All(have.Records, r => Assert.Equal(HeldReason.Signature, r.Held.Reason));
            reasons.AddRange(have.Records.Select(r => r.Held.Detail));
        }
        Assert.Equal(320, reasons.Count);
        // Some come back with time; most of what is beyond the burst was not looked at.
        Assert.InRange(reasons.Count(r => r.Contains("not looked at", StringComparison.Ordinal)), 1, 320 - 256 + 10);
        Assert.InRange(bench.Refused["board-1"], 320, 330);
        // A record under way goes on; what is held is offered again later.
        await Until.TrueAsync(async () =>
        {
            var (record, bytes) = good.Record(10);
            return (await bench.SayAsync(good.Offer(record), good.Chunk(record, bytes, 0, 10))).Records.Any(r => r.Stored is not null);
        }, "records that are signed are taken again");
    }

    public void Dispose() => _owned.ForEach(o => o.Dispose());

    private async Task<X509Certificate2> RenewAsync(NodeBench hub, X509Certificate2 held)
    {
        var key = Key();
        using var certificate = await hub.Enrolment.RenewAsync(held, SigningRequest.Parse(NodeBench.Csr(key)), Token);
        return certificate.CopyWithPrivateKey(key);
    }

    private ECDsa Key() => Own(NodeBench.NewKey());

    private T Own<T>(T owned) where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }
}
