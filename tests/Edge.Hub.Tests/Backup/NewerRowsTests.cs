using System.Globalization;
using Edge.Hub.Archive;
using Edge.Hub.Backup;
using Edge.Hub.Settings;
using Edge.Hub.Tests.Settings;
using Edge.Hub.Tests.Support;
using Edge.Testing;
using Edge.Testing.Time;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Backup;

/// <summary>What a restore carries over from an archive of which not every page can be read.</summary>
public sealed class NewerRowsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ManualTime _time = new() { Now = new(2030, 1, 16, 8, 0, 0, TimeSpan.Zero) };
    private readonly List<string> _said = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Audit", "the audit")]
    [InlineData("Users", "users and tokens")]
    public async Task A_page_that_cannot_be_read_lets_no_revoked_board_in_again(string table, string named)
    {
        await using var bench = await NodeBench.OpenAsync();
        await bench.AddAsync("board-1");
        await BackupAsync(bench);
        await bench.Revoker.RevokeAsync(Edge.Hub.Audit.Actor.CommandLine, "board-1", Token);
        var target = await OverAsync(bench);
        Spoil(target.Database, table);

        var report = await new RestoreTool(target, _time, _said.Add).RunAsync(_folder.File("hub.backup"), Token);
        Assert.Equal(["board-1"], report.NewerBoards);
        await using var db = BackupFile.Db(target.Database);
        Assert.NotNull((await db.Set<Edge.Hub.Boards.Node>().SingleAsync(Token)).RevokedAt);
        Assert.Contains(_said, s => s.StartsWith($"{named} of the archive that is there could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Boards_that_cannot_be_read_are_said_and_none_is_named_as_carried_over()
    {
        await using var bench = await NodeBench.OpenAsync();
        await bench.AddAsync("board-1");
        await BackupAsync(bench);
        await bench.Revoker.RevokeAsync(Edge.Hub.Audit.Actor.CommandLine, "board-1", Token);
        var target = await OverAsync(bench);
        Spoil(target.Database, "EnrolSecrets");

        Assert.Empty((await new RestoreTool(target, _time, _said.Add).RunAsync(_folder.File("hub.backup"), Token)).NewerBoards);
        Assert.Contains(_said, s => s.StartsWith("boards of the archive that is there could not be read", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_issued_after_the_backup_are_what_is_on_offer()
    {
        await using var bench = await SettingsBench.OpenAsync();
        await bench.Hub.AddAsync("board-1");
        await bench.IssueAsync("", """{"mqttAddresses":["old.example:8883"],"httpsAddresses":["old.example:8443"]}""");
        await BackupAsync(bench.Hub);
        bench.Hub.Time.Now += TimeSpan.FromMinutes(1);
        var version = await bench.IssueAsync("", """{"mqttAddresses":["new.example:8883"],"httpsAddresses":["new.example:8443"]}""");
        var target = await OverAsync(bench.Hub);

        await new RestoreTool(target, _time, _said.Add).RunAsync(_folder.File("hub.backup"), Token);
        await using var db = BackupFile.Db(target.Database);
        var newest = Assert.Single(await SettingsShelf.NewestAsync(db, Token));
        Assert.Equal((version, true), (newest.Version, newest.Document.Contains("new.example", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_number_of_a_record_that_was_taken_back_is_not_given_again()
    {
        await using var bench = await NodeBench.OpenAsync();
        await using var db = await bench.Databases.CreateDbContextAsync(Token);
        Assert.Equal(0, await BackupRegistry.LastStoredAsync(db, Token));
        await BackupRegistry.KeepNumberAsync(db, 7, Token);
        await BackupRegistry.KeepNumberAsync(db, 5, Token);
        Assert.Equal(7, await BackupRegistry.LastStoredAsync(db, Token));
    }

    private async Task BackupAsync(NodeBench bench)
    {
        await bench.Copies.BeginBackupAsync(Token);
        BackupFile.Write(bench.Paths, _folder.File("hub.backup"));
    }

    // The archive as it is now, where the backup will be restored to.
    private Task<HubPaths> OverAsync(NodeBench bench)
    {
        HubDbRegistration.ClearPool(bench.Paths.Database);
        var target = new HubPaths(_folder.File("hub"));
        Directory.CreateDirectory(target.Data);
        BackupFile.Write(bench.Paths, target.Database);
        return Task.FromResult(target);
    }

    // Its first page, so that whoever reads the table meets it.
    private static void Spoil(string database, string table)
    {
        long page;
        int size;
        using (var archive = BackupFile.Open(database, SqliteOpenMode.ReadOnly))
        {
            using var command = archive.CreateCommand();
            command.CommandText = "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name = $name";
            command.Parameters.AddWithValue("$name", table);
            page = (long)command.ExecuteScalar()!;
            command.CommandText = "PRAGMA page_size";
            size = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        }
        using var file = new FileStream(database, FileMode.Open, FileAccess.Write);
        file.Seek((page - 1) * size, SeekOrigin.Begin);
        file.Write(Enumerable.Repeat((byte)0xA5, size).ToArray());
    }
}
