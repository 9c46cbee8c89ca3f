using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.SystemTests.Support;

/// <summary>Compares what both sides have written down.</summary>
internal static class Ledgers
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What the board's ledger says the hub has, with which digest, is what the archive holds of that board.</summary>
    public static async Task AssertAgreeAsync(EdgeSystem system, Kiosk kiosk)
    {
        await using var db = BackupFile.Db(Path.Combine(system.HubSetup.Data, "hub.db"));
        var archive = await db.Set<ArchivedRecord>().Where(r => r.Node == kiosk.Node && r.State == RecordState.Stored).OrderBy(r => r.Sequence).Select(r => new { r.Sequence, r.ManifestDigest }).ToListAsync(Token);
        await using var ledger = new SqliteConnection($"Data Source={Path.Combine(kiosk.Setup.Data, "state.db")};Mode=ReadOnly;Pooling=False");
        await ledger.OpenAsync(Token);
        await using var command = ledger.CreateCommand();
        command.CommandText = "SELECT sequence, digest FROM releases ORDER BY sequence";
        await using var row = await command.ExecuteReaderAsync(Token);
        foreach (var expected in archive)
        {
            Assert.True(await row.ReadAsync(Token), $"the board's ledger has no number {expected.Sequence}");
            Assert.Equal((expected.Sequence, Convert.ToHexString(expected.ManifestDigest)), (row.GetInt64(0), Convert.ToHexString(row.GetFieldValue<byte[]>(1))));
        }
        Assert.False(await row.ReadAsync(Token));
    }
}
