using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Spool;

public sealed class ReadFaultTests() : ReadFaultContract(setup => new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk))
{
    private protected override void AssertUntouched(DataFolder data) => SpoolBench.OnlyFile(data.Spool);

    [Theory]
    [InlineData("create")]
    [InlineData("rename")]
    [InlineData("open folder")]
    public void A_step_that_was_merely_not_done_refuses_one_record_and_the_store_lives(string step)
    {
        var spool = Bench.Open();
        foreach (var errno in (int[])[LibC.NoFiles, LibC.NoFilesInSystem, LibC.NoMemory, LibC.InterruptedCall, LibC.NoAccess])
        {
            Bench.Disk.Fault = (operation, _) => operation == (step == "open folder" ? "fsync-folder" : step) ? errno : null;
            Bench.Disk.Names = step == "open folder" ? _ => "open folder" : operation => operation;
            var (refused, bytes) = TestRecords.Make(1);
            Assert.Throws<SpoolException>(() => spool.Commit(refused, bytes));
            Bench.Disk.Fault = (_, _) => null;
            Assert.Equal("ok", spool.Health().State);
            Assert.Empty(spool.Queued);
        }
        Commit(spool, 1);
        Assert.Single(Bench.Open().Queued);
    }

    [Fact]
    public void An_fsync_that_ran_out_of_memory_stops_the_store()
    {
        var spool = Bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        Bench.Disk.Fault = (operation, _) => operation == "fsync" ? LibC.NoMemory : null;
        Assert.Throws<SpoolException>(() => spool.Commit(manifest, bytes));
        Assert.Equal("failed", spool.Health().State);
    }
}
