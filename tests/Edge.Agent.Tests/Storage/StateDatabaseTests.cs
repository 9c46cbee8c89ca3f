using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Testing.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Storage;

public sealed class StateDatabaseTests : IDisposable
{
    private readonly SpoolBench _bench = new();

    /// <summary>Found by random faults: a card that failed to read for a moment cost the board its receipts.</summary>
    [Fact]
    public void A_page_that_cannot_be_read_at_the_moment_does_not_set_the_ledger_aside()
    {
        var spool = _bench.Open();
        var (manifest, bytes) = TestRecords.Make(1);
        spool.Commit(manifest, bytes);
        spool.Release(spool.Queued.Single(), TestRecords.ReceiptFor(manifest));
        _bench.Close();

        var refusals = 0;
        for (var at = 0; at < 12; at++)
        {
            var log = new FileLog(_bench.Data.Root);
            var reads = at;
            log.Fault = (operation, name) => operation == SqliteOperation.Read && name == "state.db" && --reads < 0 ? NativeVfs.ReadFailed : NativeVfs.Ok;
            using (SqliteTap.Watch(_bench.Data.Root, log))
            {
                try
                {
                    _bench.Open();
                }
                catch (SpoolException e)
                {
                    Assert.Contains("cannot be used", e.Message, StringComparison.Ordinal);
                    refusals++;
                }
            }
            Assert.Empty(Directory.GetFiles(_bench.Data.Root, "state.db.damaged-*"));
        }
        Assert.True(refusals > 3, $"only {refusals} starts met a page that could not be read");
        Assert.NotNull(_bench.Open().Find(manifest.RecordId));
    }

    /// <summary>As after a release was taken back: what a later version wrote is left to it, in words, and is no damage.</summary>
    [Fact]
    public void A_database_of_a_later_form_is_refused_and_left_as_it_is()
    {
        var path = Path.Combine(_bench.Data.Root, "later.db");
        using (StateDatabase.Open(path, TimeProvider.System, NullLogger.Instance)) { }
        Run(path, "PRAGMA user_version=2");
        var refused = Assert.Throws<IOException>(() => StateDatabase.Open(path, TimeProvider.System, NullLogger.Instance));
        Assert.Contains("is of format 2 and this version reads up to 1", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_bench.Data.Root, "later.db.damaged-*"));
        Run(path, "PRAGMA user_version=1");
        using (StateDatabase.Open(path, TimeProvider.System, NullLogger.Instance)) { }

        static void Run(string path, string sql)
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    public void Dispose() => _bench.Dispose();
}
