using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool;

/// <summary>A read that fails proves nothing, over every store: only what is malformed or missing is damaged.</summary>
public abstract class ReadFaultContract : IDisposable
{
    private readonly SpoolBench _bench;
    private FaultyStore? _store;
    private Func<string, SpoolEntry, Exception?> _fault = (_, _) => null;

    private protected ReadFaultContract(Func<SpoolSetup, IRecordStore> store) => _bench = new SpoolBench
    {
        OpenStore = setup => _store = new FaultyStore(store(setup)) { Fault = (operation, entry) => _fault(operation, entry) },
    };

    public static TheoryData<string, int> Faults()
    {
        var data = new TheoryData<string, int>();
        foreach (var errno in (int[])[LibC.NoFiles, FaultyDisk.InputOutput, LibC.NoMemory, LibC.InterruptedCall, LibC.NoAccess]) foreach (var operation in (string[])["open", "read"]) data.Add(operation, errno);
        return data;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_record_that_cannot_be_read_now_stays_queued_and_is_read_later(string operation, int errno)
    {
        var spool = _bench.Open();
        var manifest = Commit(spool, 1);
        _fault = (o, _) => o == operation ? FaultyStore.Error(errno) : null;
        Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => Read(spool, 1)));
        Assert.Single(spool.Queued);
        Assert.Empty(spool.Damaged);
        AssertUntouched(_bench.Data);

        _fault = (_, _) => null;
        Assert.Equal(manifest.Digest, Read(spool, 1).Digest);
        Assert.Equal("ok", spool.Health().State);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_tail_that_cannot_be_read_at_a_start_stays_queued_and_no_number_is_given_twice(string operation, int errno)
    {
        var spool = _bench.Open();
        var first = Commit(spool, 1);
        var second = Commit(spool, 2);
        _fault = (o, entry) => o == operation && entry.Sequence == 2 ? FaultyStore.Error(errno) : null;
        spool = _bench.Open();
        Assert.Equal(2, spool.Queued.Count);
        Assert.Empty(Directory.GetFiles(_bench.Data.Quarantine));
        // The chain goes on from the one before it, and says so: the hub would take it for a copied card.
        Assert.Equal(2UL, spool.Tail.Sequence);
        Assert.Equal(first.Digest, spool.Tail.Digest.ToArray());
        Assert.Equal(2UL, Assert.Single(spool.Damaged).Sequence);
        Commit(spool, 3);

        _fault = (_, _) => null;
        spool = _bench.Open();
        Assert.Equal(3, spool.Queued.Count);
        Assert.Equal(second.Digest, Read(spool, 2).Digest);
        Assert.Equal(2UL, Assert.Single(spool.Damaged).Sequence);
        spool.Release(TestRecords.EntryFor(spool, second), TestRecords.ReceiptFor(second));
        Assert.Empty(spool.Damaged);
        Assert.Empty(_bench.Open().Damaged);
    }

    [Fact]
    public void A_start_that_can_read_none_of_many_decides_nothing()
    {
        var spool = _bench.Open();
        for (ulong number = 1; number <= 20; number++) Commit(spool, number);
        _fault = (_, _) => FaultyStore.Error(LibC.NoAccess);
        Assert.Contains("Nothing was done to them", Assert.Throws<SpoolException>(_bench.Open).Message, StringComparison.Ordinal);
        _fault = (_, _) => null;
        spool = _bench.Open();
        Assert.Equal((20, 20UL), (spool.Queued.Count, spool.Tail.Sequence));
        Assert.Empty(spool.Damaged);
    }

    [Fact]
    public void A_record_that_was_read_wrongly_once_is_not_damaged()
    {
        var spool = _bench.Open();
        var manifest = Commit(spool, 1);
        _store!.Lies = 1;
        Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => Read(spool, 1)));
        Assert.Equal(manifest.Digest, Read(spool, 1).Digest);
        _store.Lies = 1;
        Assert.Single(_bench.Open().Queued);
    }

    public void Dispose()
    {
        _bench.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected SpoolBench Bench => _bench;

    /// <summary>The one record is where it was put.</summary>
    private protected abstract void AssertUntouched(DataFolder data);

    private protected static RecordManifest Commit(RecordSpool spool, ulong number)
    {
        var (manifest, bytes) = TestRecords.Make(number);
        spool.Commit(manifest, bytes);
        return manifest;
    }

    private protected static RecordManifest Read(RecordSpool spool, ulong number)
    {
        using var record = spool.Open(spool.Queued.Single(e => e.Sequence == number));
        record.CheckDigest();
        return record.Manifest;
    }
}
