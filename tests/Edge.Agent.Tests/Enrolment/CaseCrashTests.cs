using Edge.Agent.Enrolment;
using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>The board goes off between any two steps, and within the end of a case. What was finished is there; the record is made once.</summary>
public sealed class CaseCrashTests : IAsyncLifetime
{
    private const string Number = DeskBench.Number, Name = DeskBench.Name;

    private readonly DeskBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 300_000)]
    public async Task Between_any_two_steps_what_was_finished_is_kept_and_the_step_in_hand_begins_anew()
    {
        var id = await _bench.BeginAsync();
        await AgainAsync(CaseSteps.Identify);
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Fingers);
        await AgainAsync(CaseSteps.Fingers);
        Assert.Null(_bench.Case.Person); // what is sealed is not looked at again
        _bench.Sensor.Lay(TestFingers.Good, TestFingers.Good);
        await Until.TrueAsync(() => Fingers().Count(f => f.State == StepState.Done) == 2, "two fingers");
        await AgainAsync(CaseSteps.Fingers);
        Assert.DoesNotContain(Fingers(), f => f.State == StepState.Done);
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
        await AgainAsync(CaseSteps.Portrait);
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await AgainAsync(CaseSteps.Portrait);
        Assert.Null(_bench.Case.Steps.Single(s => s.Id == CaseSteps.Portrait).Preview);
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
        await AgainAsync(CaseSteps.Consent);
        await _bench.AgreeAsync();
        await AgainAsync(null);
        await _bench.DoneAsync(new CaseAct.Finish());
        await _bench.RestartAsync();
        Assert.Null(_bench.Desk.Current);
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal(id, new Guid(manifest.RecordId.Span, bigEndian: true));
        Assert.Equal(4, record.Attachments.Count);
        Assert.Equal(TicketState.Done, Assert.Single(_bench.Queue.Current.Tickets).State);
        Assert.Null(_bench.Journal.FirstBroken());
    }

    [Theory(Timeout = 300_000)]
    [InlineData("before the record")]
    [InlineData("before the ticket")]
    [InlineData("before the receipt")]
    public async Task Within_the_end_the_rest_is_done_at_the_next_start_and_nothing_twice(string when)
    {
        var id = await CapturedAsync();
        if (when == "before the record")
        {
            _bench.Disk.Fault = (operation, path) => operation == "create" && Path.GetFileName(Path.GetDirectoryName(path)) is "tmp" or "spool" ? FaultyDisk.NoSpace : null;
            Assert.Equal("store-full", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
            Assert.Equal("ending", (await _bench.DoAsync(new CaseAct.Cancel())).Problem);
            _bench.Disk.Fault = (_, _) => null;
        }
        else if (when == "before the ticket")
        {
            await _bench.Kiosk.StopAsync(Token); // nobody ends tickets
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.DoneAsync(new CaseAct.Finish()));
            Assert.Single(_bench.Records());
        }
        else
        {
            _bench.State.With(c => c.Run("CREATE TRIGGER full BEFORE INSERT ON slips BEGIN SELECT RAISE(ABORT, 'cut'); END"));
            Assert.Equal("store-failed", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
            Assert.Equal(TicketState.Done, _bench.Queue.Current.Tickets[0].State);
            _bench.State.With(c => c.Run("DROP TRIGGER full"));
        }
        await _bench.RestartAsync();
        await _bench.UntilGoneAsync();
        var (manifest, _) = Assert.Single(_bench.Records());
        Assert.Equal(id, new Guid(manifest.RecordId.Span, bigEndian: true));
        Assert.Equal((1, TicketState.Done), (_bench.Queue.Current.Tickets.Count, _bench.Queue.Current.Tickets[0].State));
        Assert.Equal(1L, _bench.State.With(c => c.Prepare("SELECT COUNT(*) FROM slips").ExecuteScalar()));
        Assert.Single(_bench.Acts(), a => a == "lan case-finished");
    }

    [Fact(Timeout = 300_000)]
    public async Task A_full_disk_is_said_and_nothing_is_lost()
    {
        await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Fingers);
        _bench.Sensor.Rest = TestFingers.Good;
        await _bench.UntilAsync(CaseSteps.Portrait);
        _bench.Sensor.Rest = null;
        await _bench.DoneAsync(new CaseAct.TakePortrait());
        _bench.Disk.Fault = (operation, path) => operation == "create" && path.Contains("portrait", StringComparison.Ordinal) ? FaultyDisk.NoSpace : null;
        Assert.Equal("store-full", (await _bench.DoAsync(new CaseAct.AcceptPortrait(null, null))).Problem);
        Assert.Equal(CaseSteps.Portrait, _bench.Case.Current);
        _bench.Disk.Fault = (_, _) => null;
        await _bench.DoneAsync(new CaseAct.AcceptPortrait(null, null));
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_captured_is_ever_on_the_disk_in_clear()
    {
        await CapturedAsync();
        await _bench.KillAsync();
        Search();
        await _bench.StartAsync();
        _bench.SignIn();
        await _bench.DoneAsync(new CaseAct.Finish());
        await _bench.KillAsync();
        Search();
        Assert.DoesNotContain(_bench.Log.All, l => l.Contains(Number, StringComparison.Ordinal) || l.Contains("Canary", StringComparison.Ordinal));
        await _bench.StartAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_part_whose_case_does_not_know_it_is_deleted_at_the_start()
    {
        await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Fingers);
        var folder = Path.Combine(_bench.Root, "enrolment", _bench.Case.Id.ToString());
        await File.WriteAllBytesAsync(Path.Combine(folder, "fingers-2.sealed"), [1], Token);
        Directory.CreateDirectory(Path.Combine(_bench.Root, "enrolment", TestRecords.NewId().ToString()));
        await _bench.RestartAsync();
        Assert.Equal(["identify-1.sealed"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Assert.Single(Directory.GetDirectories(Path.Combine(_bench.Root, "enrolment")));
    }

    private async Task<Guid> CapturedAsync()
    {
        var id = await _bench.BeginAsync();
        _bench.Scan(DeskBench.Card);
        await _bench.CaptureAsync();
        return id;
    }

    private async Task AgainAsync(string? step)
    {
        await _bench.RestartAsync();
        Assert.Equal(step, _bench.Case.Current);
    }

    private IReadOnlyList<FingerView> Fingers() => _bench.Case.Steps.Single(s => s.Id == CaseSteps.Fingers).Fingers;

    private void Search()
    {
        var picture = _bench.Camera.Picture;
        byte[][] canaries = [System.Text.Encoding.UTF8.GetBytes(Number), System.Text.Encoding.UTF8.GetBytes("Canary"), TestFingers.Canary, picture[(picture.Length / 2)..(picture.Length / 2 + 24)]];
        var files = Directory.GetFiles(_bench.Root, "*", SearchOption.AllDirectories);
        Assert.Contains(files, f => f.EndsWith("state.db", StringComparison.Ordinal));
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file);
            Assert.All(canaries, canary => Assert.True(bytes.AsSpan().IndexOf(canary) < 0, $"{file} holds something in clear"));
        }
    }
}
