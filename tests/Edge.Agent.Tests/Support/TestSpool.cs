using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Support;

/// <summary>A spool and the board's database under it, opened as the agent's services do it.</summary>
internal static class TestSpool
{
    /// <summary>Whoever opens them closes the spool, then the database.</summary>
    public static (RecordSpool Spool, StateDatabase State) Open(SpoolSetup setup)
    {
        StateDatabase? state = null;
        var ballast = new Ballast(setup.Data, setup.Options.BallastBytes, setup.Options.ReserveBytes, setup.Disk, setup.Space, setup.Logger);
        try
        {
            var spool = RecordSpool.Open(setup, ballast, () => state = ballast.Open(() => StateDatabase.Open(setup.Data.StateDatabase, setup.Time, setup.Logger)));
            return (spool, state!);
        }
        catch (Exception e) when (e is DiskException or SpoolException)
        {
            // The services close what they own. Left to the collector it would be closed while the next one is open, and written down as a deed of that one.
            state?.Dispose();
            throw;
        }
    }
}
