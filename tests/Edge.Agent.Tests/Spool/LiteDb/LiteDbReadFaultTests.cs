using System.Text;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool.LiteDb;

public sealed class LiteDbReadFaultTests() : ReadFaultContract(setup => new LiteDbRecordStore(setup))
{
    private protected override void AssertUntouched(DataFolder data) =>
        Assert.Equal(["00000001.litedb", "00000001.litedb-log"], Directory.GetFiles(data.Segments).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}

/// <summary>The same below the library: pages that cannot be read, files that cannot be opened.</summary>
public sealed class LiteDbUnreadPageTests : IDisposable
{
    private const int Size = 70_000;
    private readonly SpoolBench _bench;
    private long _limit = LiteDbRecordStore.SegmentBytes;
    private Func<string, int?> _open = _ => null;
    private Func<string, long, bool> _unread = (_, _) => false;

    public LiteDbUnreadPageTests() => _bench = new SpoolBench
    {
        OpenStore = setup => new LiteDbRecordStore(setup, path =>
        {
            if (_open(Path.GetFileName(path)) is { } errno) throw new DiskException("open", path, errno);
            return new FaultyPageFile(path) { Unreadable = at => _unread(Path.GetFileName(path), at / PageStream.PageSize) };
        }, _limit),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_bad_sector_keeps_its_record_queued_and_the_others_go_on(bool lasting)
    {
        var spool = _bench.Open();
        var first = Commit(spool, 1);
        var second = Commit(spool, 2);
        var bad = PagesOf(1, second).Take(1).ToHashSet();
        _unread = (file, page) => file == "00000001.litedb" && bad.Contains(page);
        for (var starts = 0; starts < 2; starts++)
        {
            spool = _bench.Open();
            Assert.Equal(2, spool.Queued.Count);
            Assert.Equal(first.Digest, Read(spool, 1).Digest);
            Assert.Equal(2UL, spool.Tail.Sequence);
            Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => Read(spool, 2)));
            Assert.Contains("stays queued", Assert.ThrowsAny<SpoolException>(() => Read(spool, 2)).Message, StringComparison.Ordinal);
        }
        Assert.Equal(3UL, Read(spool, Commit(spool, 3).Fields.Sequence).Fields.Sequence);
        Assert.Empty(Directory.GetFiles(_bench.Data.Quarantine));
        if (lasting)
        {
            spool.Release(TestRecords.EntryFor(spool, first), TestRecords.ReceiptFor(first));
            Assert.Equal([2UL, 3UL], _bench.Open().Queued.Select(e => e.Sequence).Order());
            return;
        }
        _unread = (_, _) => false;
        Assert.Equal(second.Digest, Read(spool, 2).Digest);
        Assert.Equal("ok", spool.Health().State);
        Assert.Empty(Directory.GetFiles(_bench.Data.Segments, "*.damaged-*"));
    }

    [Fact]
    public void A_segment_no_page_of_which_can_be_read_is_kept_and_listed_once_it_can_be()
    {
        var (spool, made) = Many();
        _unread = (file, _) => file == "00000001.litedb";
        spool = _bench.Open();
        Assert.Equal(6UL, spool.Tail.Sequence);
        Assert.DoesNotContain(spool.Queued, e => e.Sequence == 1);
        Assert.Empty(spool.Damaged);
        foreach (var entry in spool.Queued) spool.Release(entry, TestRecords.ReceiptFor(made[entry.Sequence]));
        spool.Tend();
        Assert.Empty(spool.Queued);
        Assert.True(File.Exists(Path.Combine(_bench.Data.Segments, "00000001.litedb")));

        _unread = (_, _) => false;
        spool.Tend();
        Assert.Equal(made[1].Digest, Read(spool, 1).Digest);
        Assert.Contains(_bench.Open().Queued, e => e.Sequence == 1);
    }

    [Theory]
    [InlineData(LibC.NoFiles)]
    [InlineData(LibC.NoMemory)]
    [InlineData(LibC.NoAccess)]
    [InlineData(LibC.InputOutput)]
    public void A_segment_that_cannot_be_opened_at_a_start_is_listed_once_it_can_be(int errno)
    {
        var (_, made) = Many();
        _open = file => file == "00000001.litedb" ? errno : null;
        var spool = _bench.Open();
        Assert.DoesNotContain(spool.Queued, e => e.Sequence == 1);
        Assert.Equal(6UL, spool.Tail.Sequence);
        spool.Tend();
        _open = _ => null;
        spool.Tend();
        Assert.Equal(6, spool.Queued.Count);
        Assert.Equal(made[1].Digest, Read(spool, 1).Digest);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_start_that_cannot_read_the_newest_segment_gives_no_number(bool opening)
    {
        Many();
        var newest = Directory.GetFiles(_bench.Data.Segments, "*.litedb").Select(Path.GetFileName).Max(StringComparer.Ordinal);
        if (opening) _open = file => file == newest ? LibC.NoFiles : null;
        else _unread = (file, _) => file == newest;
        Assert.Contains("Nothing was done to them", Assert.Throws<SpoolException>(_bench.Open).Message, StringComparison.Ordinal);
        (_open, _unread) = (_ => null, (_, _) => false);
        var spool = _bench.Open();
        Assert.Equal((6, 6UL), (spool.Queued.Count, spool.Tail.Sequence));
        Assert.Empty(spool.Damaged);
    }

    [Fact]
    public void A_released_record_on_a_bad_sector_is_in_the_way_of_no_start()
    {
        var (spool, made) = Many();
        var bad = PagesOf(1, made[1]).Take(1).ToHashSet();
        _unread = (file, page) => file == "00000001.litedb" && bad.Contains(page);
        Assert.ThrowsAny<SpoolException>(() => spool.Release(TestRecords.EntryFor(spool, made[1]), TestRecords.ReceiptFor(made[1])));
        Assert.Equal("ok", spool.Health().State);
        spool = _bench.Open();
        Assert.Equal([2UL, 3UL, 4UL, 5UL, 6UL], spool.Queued.Select(e => e.Sequence).Order());
        Commit(spool, 7);

        _unread = (_, _) => false;
        _bench.Open();
        SpoolBench.OnlyFile(_bench.Data.Kept);
    }

    [Fact]
    public void A_sector_that_cannot_be_read_while_a_record_is_added_costs_nothing()
    {
        var spool = _bench.Open();
        Commit(spool, 1);
        _bench.Close();
        spool = _bench.Open();
        _unread = (file, page) => file == "00000001.litedb" && page is 1 or 2;
        Commit(spool, 2);
        _unread = (_, _) => false;
        spool = _bench.Open();
        Assert.Equal([1UL, 2UL], spool.Queued.Select(e => e.Sequence).Order());
        foreach (var entry in spool.Queued) Read(spool, entry.Sequence);
        Assert.Empty(Directory.GetFiles(_bench.Data.Segments, "*.damaged-*"));
    }

    [Fact]
    public void A_record_that_comes_back_takes_its_place_in_its_segment_again()
    {
        var spool = _bench.Open();
        var made = Commit(spool, 1);
        Commit(spool, 2);
        _bench.Close();
        var setup = LiteDbLife.Setup(_bench.Data, _bench.Disk, SpoolOptions.LiteDb);
        using (var store = new LiteDbRecordStore(setup))
        {
            var entry = Assert.Single(store.List().Entries, e => e.Sequence == 1);
            store.MoveTo(_bench.Data.Quarantine, [entry]);
            using var file = new FileBytes(File.OpenHandle(Path.Combine(_bench.Data.Quarantine, RecordFileName.Of(entry))));
            var bytes = new byte[Size];
            RecordFile.Fill(file, RecordFrame.HeaderLength(made), bytes);
            store.Write(entry, made, bytes);
        }
        File.Delete(SpoolBench.OnlyFile(_bench.Data.Quarantine));
        spool = _bench.Open();
        Assert.Equal(2, spool.Queued.Count);
        Assert.Equal(made.Digest, Read(spool, 1).Digest);
        Assert.Equal(["00000001.litedb", "00000001.litedb-log"], Directory.GetFiles(_bench.Data.Segments).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Folders_that_cannot_be_listed_are_told_by_the_ports_own_exceptions()
    {
        var (data, disk) = (_bench.Data, _bench.Disk);
        Commit(_bench.Open(), 1);
        _bench.Close();
        var folder = new SegmentFolder(data, disk, path => new LinuxPageFile(path), _bench.Log);
        folder.Mark(1, Encoding.ASCII.GetBytes("x"));
        Directory.Move(data.Quarantine, data.Quarantine + "-away");
        Assert.True(Assert.Throws<DiskException>(() => folder.Next([])).IsMissing);
        Directory.Move(data.Quarantine + "-away", data.Quarantine);
        var mark = Assert.Single(folder.MarksOf(1));
        File.Delete(mark);
        File.CreateSymbolicLink(mark, mark + "-away");
        Assert.True(Assert.Throws<DiskException>(() => folder.DamagedPages(1)).IsMissing);
    }

    public void Dispose() => _bench.Dispose();

    // A record a segment.
    private (RecordSpool Spool, Dictionary<ulong, RecordManifest> Made) Many()
    {
        _limit = LiteDbLife.Limit;
        var spool = _bench.Open();
        var made = new Dictionary<ulong, RecordManifest>();
        for (ulong number = 1; number <= 6; number++) made[number] = Commit(spool, number);
        return (spool, made);
    }

    private HashSet<long> PagesOf(long segment, RecordManifest record)
    {
        var name = Encoding.ASCII.GetBytes(RecordFileName.Of(RecordFileName.Entry(record, 0)) + "/0000");
        var bytes = File.ReadAllBytes(Path.Combine(_bench.Data.Segments, $"{segment:D8}.litedb"));
        return [.. Enumerable.Range(0, bytes.Length / PageStream.PageSize).Where(i => bytes[(i * PageStream.PageSize) + 4] == 4 && bytes.AsSpan(i * PageStream.PageSize, PageStream.PageSize).IndexOf(name) >= 0).Select(i => (long)i)];
    }

    private static RecordManifest Commit(RecordSpool spool, ulong number)
    {
        var (manifest, bytes) = TestRecords.Make(number, Size);
        spool.Commit(manifest, bytes);
        return manifest;
    }

    private static RecordManifest Read(RecordSpool spool, ulong number)
    {
        using var record = spool.Open(spool.Queued.Single(e => e.Sequence == number));
        record.CheckDigest();
        return record.Manifest;
    }
}
