using Edge.Agent.Custody;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;
using Edge.Agent.Uplink;
using Edge.Agent.Uplink.Transfer;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Edge.Mqtt;

namespace Edge.Agent.Tests.Uplink;

public sealed class UplinkSessionTests : IDisposable
{
    private const int TooManyFiles = 24;

    private readonly SpoolBench _bench = new();
    private readonly FakeLink _link = new();
    private readonly RecordSpool _spool;
    private readonly OfferBuilder _voice;
    private readonly HeldRecords _held = new();
    private readonly TransferScheduler _scheduler = new(new CongestionWindow(256 * 1024, 16 * 1024));
    private readonly Prefetcher _prefetcher;
    private readonly AgentIdentity _identity;

    public UplinkSessionTests()
    {
        _spool = _bench.Open();
        _identity = TestKeys.Shared.Identity() with { Trust = TestKeys.Shared.Trust(_bench.Data) };
        _voice = new OfferBuilder(_identity, new Custodian(_identity, _spool, _spool, new LinuxBoardClock(TimeProvider.System), TimeProvider.System), _spool, []);
        _prefetcher = new Prefetcher(_spool, _spool, _scheduler, _held, 32, _bench.Log);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_record_that_cannot_be_quarantined_is_held_and_the_others_travel()
    {
        var (bad, _) = Commit(1);
        var (good, _) = Commit(2);
        Break(bad);
        _bench.Disk.Fault = (operation, path) => operation == "rename" && path.Contains("quarantine", StringComparison.Ordinal) ? FaultyDisk.InputOutput : null;
        var session = RunAsync();
        Assert.Equal(good.Fields.RecordId, Assert.Single((await _link.OfferAsync()).Records).RecordId);
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_that_cannot_be_written_down_holds_its_record_and_the_others_travel()
    {
        var (one, _) = Commit(1);
        var (two, _) = Commit(2);
        _bench.Disk.Fault = (operation, path) => operation == "rename" && path.Contains("kept", StringComparison.Ordinal) ? FaultyDisk.InputOutput : null;
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        _link.Answer(offer, new Have { Records = { Stored(one), State(two, new CommittedRanges()) } });
        await UntilAsync(() => _held.Count == 1 && _scheduler.SentBytes > 0);
        Assert.False(session.IsCompleted);
        Assert.Equal(2, _spool.Queued.Count);
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_have_that_says_two_things_of_one_record_ends_nothing()
    {
        var (one, _) = Commit(1);
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        var held = new RecordState { RecordId = one.Fields.RecordId, Held = new Held { Reason = HeldReason.Digest, RetryAfterMs = 60_000 } };
        _link.Answer(offer, new Have { Records = { Stored(one), held, held } });
        await UntilAsync(() => _spool.Queued.Count == 0);
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task Held_without_a_time_is_held_for_a_minute()
    {
        var (one, _) = Commit(1);
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        var now = TimeProvider.System.GetElapsedTime(0);
        _link.Answer(offer, new Have { Records = { new RecordState { RecordId = one.Fields.RecordId, Held = new Held { Reason = HeldReason.Storage } } } });
        await UntilAsync(() => _held.Count == 1);
        Assert.True(_held.IsHeld(one.RecordId, now + TimeSpan.FromSeconds(59)));
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_session_whose_hub_falls_silent_goes_on_when_it_is_heard_before_the_next_connection_is_there()
    {
        Commit(1);
        var network = new DialledNetwork();
        var succession = Succession(network);
        var session = RunAsync(succession);
        var offer = await _link.OfferAsync();
        _link.UnsentBytes = 100;
        await network.Begun(1);
        _link.Answer(offer, new Have());
        await UntilAsync(() => network.Attempts[0].GivenUp.IsCancellationRequested && !succession.IsBegun);
        Assert.False(session.IsCompleted);

        await network.Begun(2);
        var next = new FakeLink();
        network.Attempts[1].Connect(next);
        Assert.Equal(TimeSpan.Zero, await session);
        Assert.Same(next, await succession.LastAsync());
        await next.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task Receipts_of_one_have_are_written_down_together()
    {
        var records = Enumerable.Range(1, 5).Select(i => Commit((ulong)i).Manifest).ToList();
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        int Synced() => _bench.Disk.Operations.Count(o => o.StartsWith("fsync-folder", StringComparison.Ordinal) && o.EndsWith("/kept", StringComparison.Ordinal));
        var before = Synced();
        _link.Answer(offer, new Have { Records = { records.Select(Stored) } });
        await UntilAsync(() => _spool.Queued.Count == 0);
        Assert.Equal(before + 1, Synced());
        await EndAsync(session);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_receipt_that_cannot_be_written_down_now_holds_no_other_of_its_have()
    {
        var (one, _) = Commit(1);
        var (two, _) = Commit(2);
        var (three, _) = Commit(3);
        var session = RunAsync();
        var offer = await _link.OfferAsync();
        var bad = _spool.Queued.Single(e => e.RecordId == two.RecordId);
        _bench.Disk.Fault = (operation, path) => operation == "rename" && path.Contains($"{bad.RecordId}", StringComparison.Ordinal) ? TooManyFiles : null;
        _link.Answer(offer, new Have { Records = { Stored(one), Stored(two), Stored(three) } });
        await UntilAsync(() => _spool.Queued.Count == 1 && _held.Count == 1);
        Assert.Equal(two.RecordId, _spool.Queued.Single().RecordId);
        await EndAsync(session);
    }

    [Fact]
    public void Of_small_records_more_are_looked_ahead_to()
    {
        for (var i = 1UL; i <= 150; i++) Commit(i, size: 1_000);
        Assert.True(_prefetcher.Refill(TimeSpan.Zero));
        Assert.Equal(128, _scheduler.Records.Count);
        Assert.True(_scheduler.NextOffer().Records.Count <= 32);
    }

    [Fact]
    public void Every_damaged_record_is_told_sooner_or_later()
    {
        for (var i = 1UL; i <= 20; i++) Break(Commit(i).Manifest);
        Assert.Equal(20, _spool.Queued.Count);
        foreach (var entry in _spool.Queued.ToList()) Assert.Throws<SpoolDamagedException>(() => Check(entry));
        var told = Enumerable.Range(0, 3).SelectMany(_ => _voice.Offer(_scheduler, 1).Damaged).Select(d => d.Sequence).ToHashSet();
        Assert.Equal(20, told.Count);
    }

    public void Dispose()
    {
        _prefetcher.Dispose();
        _bench.Dispose();
    }

    private void Check(SpoolEntry entry)
    {
        using var record = _spool.Open(entry);
        record.CheckDigest();
    }

    private Task<TimeSpan> RunAsync() => TestSession.RunAsync(_link, _identity, _spool, _voice, _scheduler, _prefetcher, _held, _bench.Log);

    private Task<TimeSpan> RunAsync(Succession succession) => TestSession.RunAsync(_link, _identity, _spool, _voice, _scheduler, _prefetcher, _held, _bench.Log, TimeSpan.FromSeconds(1), succession);

    private Succession Succession(DialledNetwork network) => new(_link, network.Dialer(_identity, _bench.Data, TimeProvider.System),
        () => new MqttWill("gone", ReadOnlyMemory<byte>.Empty, MqttQos.AtMostOnce, Retain: false), _ => { }, TimeProvider.System);

    private async Task EndAsync(Task session)
    {
        _link.Close();
        await session;
    }

    private (RecordManifest Manifest, byte[] Sealed) Commit(ulong sequence, int size = 10_000)
    {
        var record = TestRecords.Make(sequence, size);
        _spool.Commit(record.Manifest, record.Sealed);
        return record;
    }

    private void Break(RecordManifest manifest)
    {
        var path = Directory.GetFiles(_bench.Data.Spool, $"*{manifest.RecordId}*").Single();
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Seek(-1, SeekOrigin.End);
        var last = file.ReadByte();
        file.Seek(-1, SeekOrigin.End);
        file.WriteByte((byte)(last ^ 1));
    }

    private static RecordState Stored(RecordManifest manifest) => new() { RecordId = manifest.Fields.RecordId, Stored = TestRecords.ReceiptFor(manifest) };

    private static RecordState State(RecordManifest manifest, CommittedRanges ranges) => new() { RecordId = manifest.Fields.RecordId, Committed = ranges };

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
    }
}
