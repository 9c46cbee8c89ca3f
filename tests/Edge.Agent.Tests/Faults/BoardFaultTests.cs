using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Hosting.Linux;
using Edge.Testing.Faults;

namespace Edge.Agent.Tests.Faults;

/// <summary>Descriptors or memory run out, the card cannot be read, a signal comes, permissions are in the way: at every open and read of a record's way. In the long form (EDGEDEV_FAULTS=all) each of them at each call.</summary>
public sealed class BoardFaultTests(ITestOutputHelper output)
{
    [Fact]
    public Task No_open_or_read_that_fails_costs_a_record_in_files() =>
        RunAsync(nameof(No_open_or_read_that_fails_costs_a_record_in_files), "files", setup => new FileRecordStore(setup.Data.Spool, setup.Data, setup.Disk));

    [Fact]
    public Task No_open_or_read_that_fails_costs_a_record_in_litedb() =>
        RunAsync(nameof(No_open_or_read_that_fails_costs_a_record_in_litedb), "litedb", setup => new LiteDbRecordStore(setup));

    private async Task RunAsync(string test, string name, Func<SpoolSetup, IRecordStore> store)
    {
        if (!FaultShim.IsLoaded)
        {
            output.WriteLine(await FaultShim.RunAsync(typeof(BoardFaultTests), test, TestContext.Current.CancellationToken));
            return;
        }
        FaultShim.Catch(typeof(LinuxDisk).Assembly);
        var faults = new FaultRun(name);
        await faults.RunAsync(() =>
        {
            using var board = new BoardUnderFaults(store);
            return Task.FromResult(board.Count());
        }, (at, errno, once) =>
        {
            using var board = new BoardUnderFaults(store);
            return Task.FromResult(board.Run(at, errno, once));
        });
        FaultShim.Report($"{faults}");
        Assert.True(faults.Wrong.Count == 0, $"{faults}");
        Assert.True(faults.AllHit, $"{faults}");
    }
}
