using Edge.Agent.Spool;
using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Support;

/// <summary>A spool and the board's database under it, opened as the agent's services do it.</summary>
internal static class TestSpool
{
    /// <summary>Whoever opens them closes the spool, then the database.</summary>
    public static (RecordSpool Spool, StateDatabase State) Open(SpoolSetup setup)
    {
        StateDatabase? state = null;
        var ballast = new Ballast(setup.Data, setup.Options.BallastBytes, setup.Options.ReserveBytes, setup.Disk, setup.Space, setup.Logger);
        var spool = RecordSpool.Open(setup, ballast, () => state = ballast.Open(() => StateDatabase.Open(setup.Data.StateDatabase, setup.Time, setup.Logger)));
        return (spool, state!);
    }
}
