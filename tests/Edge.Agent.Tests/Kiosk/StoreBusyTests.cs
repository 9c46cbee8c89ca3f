using Edge.Agent.Kiosk.Office;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Testing.Sqlite;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Tests.Kiosk;

/// <summary>A database that could not be used for a moment costs the wish of that moment.</summary>
public sealed class StoreBusyTests : IDisposable
{
    private const int OutOfMemory = 7;

    private readonly TestFolder _folder = new();

    [Fact]
    public void A_lock_of_another_program_refuses_the_wish_and_the_next_one_after_it_is_done()
    {
        using var kiosk = new KioskBench(folder: _folder.Root);
        kiosk.Office.Do(new KioskCommand.OpenDay());
        using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _folder.Data.StateDatabase, Pooling = false }.ToString());
        other.Open();
        other.Run("BEGIN IMMEDIATE");
        AssertBusy(kiosk);
        other.Run("ROLLBACK");
        AssertGiven(kiosk);
    }

    [Theory]
    [InlineData(SqliteOperation.Write)]
    [InlineData(SqliteOperation.Sync)]
    public void Running_out_of_memory_refuses_the_wish_and_the_next_one_is_done(object at)
    {
        var log = new FileLog(_folder.Root);
        using var watch = SqliteTap.Watch(_folder.Root, log);
        using var kiosk = new KioskBench(folder: _folder.Root);
        kiosk.Office.Do(new KioskCommand.OpenDay());
        log.Fault = (operation, _) => operation.Equals(at) ? OutOfMemory : NativeVfs.Ok;
        AssertBusy(kiosk);
        log.Fault = (_, _) => NativeVfs.Ok;
        AssertGiven(kiosk);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertBusy(KioskBench kiosk)
    {
        var refusal = Assert.IsType<Refusal>(kiosk.Office.Do(new KioskCommand.Give("card", false, null)).Verdict);
        Assert.Equal(RefusalKind.StoreBusy, refusal.Kind);
        Assert.Null(kiosk.Book.Stopped);
        Assert.Empty(kiosk.State.Tickets);
    }

    private static void AssertGiven(KioskBench kiosk)
    {
        Assert.IsType<Step>(kiosk.Office.Do(new KioskCommand.Give("card", false, null)).Verdict);
        Assert.Single(kiosk.State.Tickets);
    }
}
