using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Spool;

public sealed class SpoolFaultTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    [Theory]
    [InlineData("create")]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("rename")]
    [InlineData("fsync-folder")]
    public void A_full_disk_at_any_step_refuses_the_record_and_intake_resumes_with_room(string step)
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        _bench.Disk.Fault = (operation, _) => operation == step ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Commit(manifest, bytes));
        Assert.Empty(spool.Queued);
        Assert.Empty(Directory.GetFiles(_bench.Data.Tmp));
        Assert.Empty(Directory.GetFiles(_bench.Data.Spool));
        Assert.Equal(0UL, spool.Tail.Sequence);

        _bench.Disk.Fault = (_, _) => null;
        spool.Commit(manifest, bytes);
        Assert.Single(spool.Queued);
    }

    [Theory]
    [InlineData("write")]
    [InlineData("fsync")]
    [InlineData("rename")]
    [InlineData("fsync-folder")]
    public void A_failing_disk_stops_the_store_until_a_restart(string step)
    {
        var spool = _bench.Open();
        var (kept, keptBytes) = TestRecords.Make(1);
        spool.Commit(kept, keptBytes);
        var (manifest, bytes) = TestRecords.Make(2);
        _bench.Disk.Fault = (operation, _) => operation == step ? FaultyDisk.InputOutput : null;
        Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes));
        _bench.Disk.Fault = (_, _) => null;
        _bench.Disk.Operations.Clear();

        Assert.Contains("Restart", Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes)).Message, StringComparison.Ordinal);
        Assert.Throws<SpoolException>(() => spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(kept)));
        Assert.Empty(_bench.Disk.Operations);
        Assert.Equal("failed", spool.Health().State);
        Assert.Equal(kept.RecordId, Assert.Single(spool.Queued).RecordId);

        spool = _bench.Open();
        Assert.Equal("ok", spool.Health().State);
        Assert.Single(spool.Queued);
        spool.Commit(manifest, bytes);
        Assert.Equal(2, spool.Queued.Count);
    }

    [Theory]
    [InlineData(28, "inodes")]
    [InlineData(122, "quota")]
    public void A_refusal_for_room_makes_the_store_full_until_a_record_would_find_room(int errno, string named)
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        _bench.Disk.Fault = (operation, _) => operation == "create" ? errno : null;
        var refusal = Assert.Throws<SpoolFullException>(() => spool.Commit(manifest, bytes));
        Assert.Contains($"(errno {errno})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(("full", refusal.Message), (spool.Health().State, spool.Health().NoRoom));
        spool.Tend();
        Assert.Equal("full", spool.Health().State);

        _bench.Disk.Fault = (_, _) => null;
        spool.Tend(); // nobody brings a record to a kiosk that gives no tickets
        Assert.Equal(("ok", null), (spool.Health().State, spool.Health().NoRoom));
        Assert.Empty(Directory.GetFiles(_bench.Data.Tmp));
        spool.Commit(manifest, bytes);
    }

    [Fact]
    public void A_record_too_large_for_what_is_above_the_reserve_makes_the_store_full_until_one_is_taken()
    {
        _bench.Options = new SpoolOptions { Store = SpoolOptions.Files, ReserveBytes = 1_000_000, BallastBytes = 0 };
        var spool = _bench.Open();
        _bench.Disk.Free = 1_010_000;
        var (large, largeBytes) = TestRecords.Make(1, 50_000);
        Assert.Throws<SpoolFullException>(() => spool.Commit(large, largeBytes));
        spool.Tend();
        Assert.Equal("full", spool.Health().State);
        var (small, smallBytes) = TestRecords.Make(1, 500);
        spool.Commit(small, smallBytes);
        Assert.Equal("ok", spool.Health().State);
    }

    [Fact]
    public void Under_the_reserve_intake_stops_with_the_figures_and_resumes()
    {
        _bench.Options = new SpoolOptions { Store = SpoolOptions.Files, ReserveBytes = 1_000_000, BallastBytes = 0 };
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1, 5_000);
        _bench.Disk.Free = 1_002_000;
        var refusal = Assert.Throws<SpoolFullException>(() => spool.Commit(manifest, bytes));
        Assert.Contains("1002000", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Spool:ReserveBytes=1000000", refusal.Message, StringComparison.Ordinal);
        _bench.Disk.Free = 2_000_000;
        spool.Commit(manifest, bytes);
        Assert.Single(spool.Queued);
    }

    [Fact]
    public void A_release_on_a_full_disk_gives_up_the_ballast_and_it_is_made_again_later()
    {
        _bench.Options = new SpoolOptions { Store = SpoolOptions.Files, ReserveBytes = 0, BallastBytes = 100_000 };
        var spool = _bench.Open();
        Assert.Equal(100_000, new FileInfo(_bench.Data.Ballast).Length);
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        _bench.Disk.Fault = (operation, _) => operation == "rename" && File.Exists(_bench.Data.Ballast) ? FaultyDisk.NoSpace : null;
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
        Assert.False(spool.Health().BallastInPlace);

        _bench.Disk.Fault = (_, _) => null;
        spool.Tend();
        Assert.True(spool.Health().BallastInPlace);
    }

    [Fact]
    public void A_release_that_found_no_room_is_finished_by_trying_again()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        _bench.Disk.Fault = (operation, _) => operation == "rename" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Release(entry, TestRecords.ReceiptFor(manifest)));
        _bench.Disk.Fault = (_, _) => null;
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
        SpoolBench.OnlyFile(_bench.Data.Kept);
    }

    [Fact]
    public void A_release_that_found_no_room_is_not_taken_for_damage()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        _bench.Disk.Fault = (operation, path) => operation == "fsync-folder" && path == _bench.Data.Kept ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Release(entry, TestRecords.ReceiptFor(manifest)));
        SpoolBench.OnlyFile(_bench.Data.Kept);

        Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => spool.Open(entry)));
        Assert.Empty(spool.Damaged);
        _bench.Disk.Fault = (_, _) => null;
        spool.Release(entry, TestRecords.ReceiptFor(manifest));
        Assert.Empty(spool.Queued);
    }

    [Fact]
    public void A_release_that_broke_off_is_finished_when_the_record_is_wanted_again()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        var entry = spool.Queued.Single();
        _bench.Disk.Fault = (operation, path) => operation == "fsync-folder" && path == _bench.Data.Kept ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Release(entry, TestRecords.ReceiptFor(manifest)));
        _bench.Disk.Fault = (_, _) => null;
        Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => spool.Open(entry)));
        Assert.Empty(spool.Queued);
        Assert.Empty(spool.Damaged);
        Assert.Equal(1, spool.Health().Kept);
    }

    [Fact]
    public void A_refused_record_is_durably_gone_before_its_number_is_given_again()
    {
        var spool = _bench.Open();
        var (refused, bytes) = TestRecords.Make(1);
        _bench.Disk.Fault = (operation, _) => operation is "fsync-folder" or "delete" ? FaultyDisk.NoSpace : null;
        Assert.Throws<SpoolFullException>(() => spool.Commit(refused, bytes));
        var (next, nextBytes) = TestRecords.Make(1);
        Assert.Throws<SpoolFullException>(() => spool.Commit(next, nextBytes));
        Assert.Empty(spool.Queued);

        _bench.Disk.Fault = (_, _) => null;
        _bench.Disk.Operations.Clear();
        spool.Commit(next, nextBytes);
        Assert.Equal(["delete", "fsync-folder", "create"], _bench.Disk.Operations.Take(3).Select(o => o.Split(' ')[0]));
        Assert.Equal(next.RecordId, Assert.Single(_bench.Open().Queued).RecordId);
    }

    [Fact]
    public void Damage_that_cannot_be_set_aside_is_an_error_and_not_a_lost_file()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        File.AppendAllText(SpoolBench.OnlyFile(_bench.Data.Spool), "x");
        _bench.Disk.Fault = (operation, _) => operation == "rename" ? FaultyDisk.InputOutput : null;
        Assert.IsNotType<SpoolDamagedException>(Assert.ThrowsAny<SpoolException>(() => spool.Open(spool.Queued.Single())));
        SpoolBench.OnlyFile(_bench.Data.Spool);
    }

    public void Dispose() => _bench.Dispose();
}
