using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;
using Microsoft.Extensions.Logging;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>Nothing that is damaged holds up the desk for ever, or the start.</summary>
public sealed class StuckCaseTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_bench.Root, "enrolment");

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_that_is_damaged_is_found_before_the_end_is_decided_and_can_be_done_again(bool cut)
    {
        var part = Path.Combine(Folder, (await AgreedAsync()).ToString(), "identify-1.sealed");
        if (cut) await File.WriteAllBytesAsync(part, [1, 2, 3], Token);
        else File.Delete(part);
        Assert.Equal("part-unreadable", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        Assert.Equal("part-unreadable", (await _bench.DoAsync(new CaseAct.Unable("away", null))).Problem);
        Assert.False(_bench.Case.Ending);
        await _bench.DoneAsync(new CaseAct.Redo(CaseSteps.Identify));
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Consent);
        await _bench.AgreeAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Single(_bench.Records());
    }

    [Fact(Timeout = 300_000)]
    public async Task An_end_that_cannot_be_carried_out_can_be_cancelled_and_its_parts_are_kept()
    {
        var id = await AgreedAsync();
        _bench.Disk.Fault = (operation, path) => operation == "create" && Path.GetFileName(Path.GetDirectoryName(path)) is "tmp" or "spool" ? FaultyDisk.NoSpace : null;
        Assert.Equal("store-full", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        Assert.Equal("ending", (await _bench.DoAsync(new CaseAct.Cancel())).Problem);
        await _bench.KillAsync();
        _bench.Disk.Fault = (_, _) => null;
        File.Delete(Path.Combine(Folder, id.ToString(), "identify-1.sealed"));
        await _bench.StartAsync();
        _bench.SignIn();
        await Until.TrueAsync(() => _bench.Desk.Current is { Stuck: true }, "the case is stuck");
        await _bench.DoneAsync(new CaseAct.Cancel());
        Assert.Null(_bench.Desk.Current);
        Assert.Contains("lan case-set-aside", _bench.Acts());
        await _bench.RestartAsync();
        Assert.Equal(["consent-2.sealed"], Directory.GetFiles(Path.Combine(Folder, $"aside-{id}")).Select(Path.GetFileName));
        Assert.Equal(TicketState.Cancelled, Assert.Single(_bench.Queue.Current.Tickets).State);
        await _bench.BeginAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_record_in_the_boards_keeping_needs_its_parts_no_more()
    {
        var id = await AgreedAsync();
        await _bench.Kiosk.StopAsync(Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.DoneAsync(new CaseAct.Finish()));
        await _bench.KillAsync();
        File.Delete(Path.Combine(Folder, id.ToString(), "identify-1.sealed"));
        await _bench.StartAsync();
        await _bench.UntilGoneAsync();
        Assert.Single(_bench.Records());
        Assert.Equal(TicketState.Done, Assert.Single(_bench.Queue.Current.Tickets).State);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_cancelled_case_is_gone_even_where_its_ticket_could_not_be_ended()
    {
        await _bench.BeginAsync();
        _bench.State.With(c => c.Run("CREATE TRIGGER full BEFORE UPDATE ON tickets BEGIN SELECT RAISE(ABORT, 'cut'); END"));
        Assert.Equal("ticket-not-ended", (await _bench.DoAsync(new CaseAct.Cancel())).Problem);
        Assert.Null(_bench.Desk.Current);
        _bench.State.With(c => c.Run("DROP TRIGGER full"));
        await _bench.RestartAsync();
        Assert.Null(_bench.Desk.Current);
        Assert.Equal(TicketState.AtDesk, Assert.Single(_bench.Queue.Current.Tickets).State);
        await _bench.DoneAsync(new CaseAct.Begin("card", "A001", null));
    }

    [Theory(Timeout = 300_000)]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"Id":"0199c000-0000-7000-8000-000000000000","Service":null,"Language":"vi","Officer":"lan","Begun":{"At":"2026-03-02T08:00:00+07:00","Clock":"synchronised"}}""")]
    public async Task A_case_that_cannot_be_understood_is_set_aside_and_the_desk_starts(string state)
    {
        var id = await AgreedAsync();
        _bench.State.With(c => c.Run("UPDATE enrolment_case SET state = $1", state));
        await _bench.RestartAsync();
        Assert.Null(_bench.Desk.Current);
        Assert.Equal(state, _bench.State.With(c => c.Prepare("SELECT state FROM enrolment_case_aside").ExecuteScalar()));
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Folder, $"aside-{id}")).Length);
        Assert.Contains(_bench.Log.At(LogLevel.Error), l => l.Contains("cannot be understood", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task What_cannot_be_deleted_does_not_stop_the_start()
    {
        await AgreedAsync();
        var stray = Path.Combine(Folder, TestRecords.NewId().ToString());
        Directory.CreateDirectory(Path.Combine(stray, "sub"));
        Directory.CreateDirectory(Path.Combine(Folder, "lost+found", "sub"));
        var other = Path.Combine(Folder, TestRecords.NewId().ToString());
        Directory.CreateDirectory(other);
        await File.WriteAllBytesAsync(Path.Combine(other, "identify-1.sealed"), [1], Token);
        _bench.Disk.Fault = (operation, _) => operation == "delete" ? FaultyDisk.InputOutput : null;
        await _bench.RestartAsync();
        _bench.Disk.Fault = (_, _) => null;
        Assert.Null(_bench.Case.Current);
        Assert.Equal(2, _bench.Log.At(LogLevel.Warning).Count(l => l.Contains("could not be deleted", StringComparison.Ordinal)));
        await _bench.DoneAsync(new CaseAct.Finish());
    }

    [Fact(Timeout = 300_000)]
    public async Task The_journal_has_who_finished_and_not_who_began()
    {
        await AgreedAsync();
        Assert.NotNull(_bench.Duty.SignIn(TestArea.Minh, TestArea.MinhPin).Officer);
        await _bench.DoneAsync(new CaseAct.Finish());
        Assert.Equal(["minh case-ending", "minh done", "minh case-finished"], _bench.Acts().TakeLast(3));
        Assert.Equal("lan", Assert.Single(_bench.Records()).Manifest.Officer);
    }

    private async Task<Guid> AgreedAsync()
    {
        var id = await _bench.BeginAsync("correction");
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Consent);
        await _bench.AgreeAsync();
        return id;
    }
}
