using Edge.Contracts;
using Edge.Contracts.Sparkplug;
using Edge.Hub.Alerts;
using Edge.Hub.Audit;
using Edge.Hub.Views.Fleet;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Tests.Alerts;

public sealed class AlertBookTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cause_opens_one_alert_after_a_while_and_closes_it_once_it_has_stayed_away()
    {
        await using var bench = await WithBoardAsync();
        Paper(bench, false);
        await bench.StepAsync(20);
        Assert.Empty(bench.Book.Open);
        await bench.StepAsync(40);
        var alert = Assert.Single(bench.Book.Open);
        Assert.Equal(("board-1", "north", BoardCause.Paper, null), (alert.Node, alert.Group, alert.Cause, alert.ClosedAt));
        await bench.StepAsync(1);
        Assert.Equal(1, bench.Fleet.Row("board-1").Alerts);
        // Gone for less than it takes, and back: the same alert.
        Paper(bench, true);
        await bench.StepAsync(200);
        Paper(bench, false);
        await bench.StepAsync(200);
        Assert.Equal(alert.Id, Assert.Single(bench.Book.Open).Id);
        Paper(bench, true);
        await bench.StepAsync(10);
        await bench.StepAsync(310);
        Assert.Empty(bench.Book.Open);
        await bench.StepAsync(1);
        Assert.Equal(0, bench.Fleet.Row("board-1").Alerts);
        Assert.NotNull(Assert.Single(await bench.Book.ListAsync(null, "board-1", 10, Token)).ClosedAt);
    }

    [Fact]
    public async Task A_restarted_hub_opens_no_second_alert_and_closes_the_one_it_finds()
    {
        await using var bench = await WithBoardAsync();
        Paper(bench, false);
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        bench.Restart();
        await bench.Watch.LoadAsync(Token);
        await bench.StepAsync(5);
        await bench.StepAsync(60);
        Assert.Single(await bench.Book.ListAsync(null, null, 10, Token));
        Paper(bench, true);
        await bench.StepAsync(1);
        await bench.StepAsync(301);
        Assert.Empty(bench.Book.Open);
    }

    [Fact]
    public async Task The_archive_itself_takes_no_second_open_alert_of_a_board_and_cause()
    {
        await using var bench = await AlertBench.OpenAsync();
        Alert New() => new() { Node = "board-1", Group = "north", Cause = BoardCause.Gap, OpenedAt = bench.Hub.Time.Now };
        await bench.Hub.Archive.ChangeAsync(db => Task.FromResult(db.Add(New())), Token);
        await Assert.ThrowsAsync<DbUpdateException>(() => bench.Hub.Archive.ChangeAsync(db => Task.FromResult(db.Add(New())), Token));
        await bench.Hub.Archive.ChangeAsync(db => db.Set<Alert>().ExecuteUpdateAsync(s => s.SetProperty(a => a.ClosedAt, bench.Hub.Time.Now), Token), Token);
        await bench.Hub.Archive.ChangeAsync(db => Task.FromResult(db.Add(New())), Token);
    }

    [Fact]
    public async Task An_acknowledgement_has_a_note_and_an_actor_is_audited_and_is_given_once()
    {
        await using var bench = await WithBoardAsync();
        Paper(bench, false);
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        var id = Assert.Single(bench.Book.Open).Id;
        await Assert.ThrowsAsync<MalformedException>(() => bench.Book.AckAsync(Actor.User("lan"), id, "  ", Token));
        await Assert.ThrowsAsync<MalformedException>(() => bench.Book.AckAsync(Actor.User("lan"), id, new string('x', 501), Token));
        await Assert.ThrowsAsync<HubException>(() => bench.Book.AckAsync(Actor.User("lan"), id + 1, "paper is on its way", Token));
        Assert.Equal("user:lan", (await bench.Book.AckAsync(Actor.User("lan"), id, "paper is on its way", Token)).AckedBy);
        Assert.Contains("lan", (await Assert.ThrowsAsync<HubException>(() => bench.Book.AckAsync(Actor.User("minh"), id, "me too", Token))).Message, StringComparison.Ordinal);
        Assert.Equal("paper is on its way", Assert.Single(bench.Book.Open).Note);
        await using var db = await bench.Hub.Databases.CreateDbContextAsync(Token);
        var entry = Assert.Single(await db.Set<AuditEntry>().Where(a => a.Act == "alert-acknowledged").ToListAsync(Token));
        Assert.Equal(("user:lan", "board-1"), (entry.Actor, entry.Target));
    }

    [Fact]
    public async Task Acknowledgements_beside_openings_and_closings_leave_the_same_alerts_open_here_and_in_the_archive()
    {
        await using var bench = await AlertBench.OpenAsync();
        static IReadOnlyList<AlertOf> Round(int round) => [.. Enumerable.Range(0, 20).Select(i => new AlertOf($"board-{round}-{i}", BoardCause.Gap))];
        await bench.Book.ApplyAsync(new AlertChanges(Round(0), []), _ => "north", Token);
        for (var round = 1; round <= 20; round++)
        {
            var acks = bench.Book.Open.Where(a => a.AckedAt is null).Select(a => Task.Run(() => bench.Book.AckAsync(Actor.User("lan"), a.Id, "seen", Token), Token)).ToList();
            var closed = round > 1 ? Round(round - 2) : [];
            var changes = Task.Run(() => bench.Book.ApplyAsync(new AlertChanges(Round(round), closed), _ => "north", Token), Token);
            await Task.WhenAll([.. acks, changes]);
            var kept = (await bench.Book.ListAsync(null, null, 500, Token)).Where(a => a.ClosedAt is null).Select(a => (a.Id, a.AckedBy)).ToList();
            Assert.Equal(kept, bench.Book.Open.Select(a => (a.Id, a.AckedBy)));
        }
    }

    [Fact]
    public async Task The_hub_itself_is_watched_its_ear_and_its_copies()
    {
        await using var bench = await WithBoardAsync();
        bench.Ingest.Connected = false;
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        Assert.Equal([("", BoardCause.IngestNotListening)], bench.Book.Open.Select(a => (a.Node, a.Cause)));
        bench.Ingest.Connected = true;
        var board = await bench.Fleet.Ingest.BoardAsync("board-2");
        var (record, bytes) = board.Record(100);
        await bench.Fleet.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        await bench.StepAsync(TimeSpan.FromHours(47));
        await bench.StepAsync(400);
        await bench.StepAsync(TimeSpan.FromHours(2));
        await bench.StepAsync(60);
        Assert.Contains(bench.Book.Open, a => a is { Node: "", Cause: BoardCause.BackupTooOld });
        Assert.DoesNotContain(bench.Book.Open, a => a.Cause == BoardCause.IngestNotListening);
        // A copy that is away from here ends it.
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        await bench.Hub.Copies.FinishBackupAsync(number, new byte[32], 1, Token);
        await bench.Hub.Copies.ConfirmBackupAsync(new byte[32], Token);
        await bench.StepAsync(61);
        await bench.StepAsync(301);
        Assert.DoesNotContain(bench.Book.Open, a => a.Cause == BoardCause.BackupTooOld);
    }

    [Fact]
    public async Task An_export_does_not_hide_that_there_is_no_backup_and_what_is_in_neither_is_said()
    {
        await using var bench = await AlertBench.OpenAsync();
        var board = await bench.Fleet.Ingest.BoardAsync("board-2");
        for (var i = 0; i < 2; i++)
        {
            var (record, bytes) = board.Record(100);
            await bench.Fleet.Ingest.SayAsync(board.Offer(record), board.Chunk(record, bytes, 0, 100));
        }
        await ExportAsync(bench, board.Made[0].Manifest.Digest);
        await bench.StepAsync(TimeSpan.FromHours(49));
        await bench.StepAsync(61);
        Assert.Equal([BoardCause.BackupTooOld, BoardCause.RecordInNoCopy], OfHub(bench));
        await ExportAsync(bench, board.Made[1].Manifest.Digest);
        await bench.StepAsync(61);
        await bench.StepAsync(301);
        Assert.Equal([BoardCause.BackupTooOld], OfHub(bench));
        var number = await bench.Hub.Copies.BeginBackupAsync(Token);
        await bench.Hub.Copies.FinishBackupAsync(number, new byte[32], 2, Token);
        await bench.Hub.Copies.ConfirmBackupAsync(new byte[32], Token);
        await bench.StepAsync(61);
        await bench.StepAsync(301);
        Assert.Empty(OfHub(bench));
    }

    [Fact]
    public async Task What_was_closed_long_ago_is_deleted_and_what_is_open_is_not()
    {
        await using var bench = await AlertBench.OpenAsync();
        var now = bench.Hub.Time.Now;
        Alert Of(string node, int days, DateTimeOffset? closed) => new() { Node = node, Group = "north", Cause = BoardCause.Gap, OpenedAt = now.AddDays(-days), ClosedAt = closed };
        await bench.Hub.Archive.ChangeAsync(db =>
        {
            db.AddRange(Of("old", 200, now.AddDays(-91)), Of("young", 200, now.AddDays(-89)), Of("open", 300, null));
            return Task.FromResult(true);
        }, Token);
        Assert.False(await bench.Book.UpkeepAsync(Token));
        Assert.Equal(["open", "young"], (await bench.Book.ListAsync(null, null, 10, Token)).Select(a => a.Node));
    }

    [Fact]
    public async Task A_clock_years_ahead_deletes_no_alert_and_one_set_back_holds_none_open()
    {
        await using var bench = await WithBoardAsync();
        Paper(bench, false);
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        Paper(bench, true);
        await bench.StepAsync(1);
        await bench.StepAsync(301);
        Assert.False(await bench.Book.UpkeepAsync(Token));
        var before = bench.Hub.Time.Now;
        bench.Hub.Time.Now = before.AddYears(8);
        Assert.False(await bench.Book.UpkeepAsync(Token));
        Assert.Single(await bench.Book.ListAsync(null, "board-1", 10, Token));
        Paper(bench, false);
        await bench.StepAsync(1);
        await bench.StepAsync(31);
        Assert.Contains(bench.Book.Open, a => a.Cause == BoardCause.Paper);
        bench.Hub.Time.Now = before;
        Paper(bench, true);
        await bench.StepAsync(1);
        await bench.StepAsync(301);
        Assert.DoesNotContain(bench.Book.Open, a => a.Cause == BoardCause.Paper);
    }

    [Fact]
    public async Task A_list_goes_on_by_key()
    {
        await using var bench = await AlertBench.OpenAsync();
        await bench.Hub.Archive.ChangeAsync(db =>
        {
            db.AddRange(Enumerable.Range(0, 25).Select(i => new Alert { Node = $"board-{i}", Group = "north", Cause = BoardCause.Disk, OpenedAt = bench.Hub.Time.Now }));
            return Task.FromResult(true);
        }, Token);
        var (seen, before) = (new List<string>(), (long?)null);
        while (await bench.Book.ListAsync(before, null, 10, Token) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(p => p.Node));
            before = page[^1].Id;
        }
        Assert.Equal(25, seen.Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    private static List<BoardCause> OfHub(AlertBench bench) => [.. bench.Book.Open.Where(a => a.Node.Length == 0).Select(a => a.Cause).Order()];

    private static async Task ExportAsync(AlertBench bench, byte[] digest)
    {
        var number = await bench.Hub.Copies.BeginMoreAsync(new byte[32], Token);
        await bench.Hub.Copies.AddToExportAsync(number, [digest], Token);
        await bench.Hub.Copies.ConfirmExportAsync(number, Token);
    }

    private static async Task<AlertBench> WithBoardAsync()
    {
        var bench = await AlertBench.OpenAsync();
        await bench.Fleet.Ingest.BoardAsync("board-1");
        await bench.Fleet.Keeper.LoadAsync(Token);
        return bench;
    }

    private static void Paper(AlertBench bench, bool there) => bench.Fleet.Born("board-1", ("Devices", 19, SparkplugType.String, there ? "ok" : "printer paper-out"));
}
