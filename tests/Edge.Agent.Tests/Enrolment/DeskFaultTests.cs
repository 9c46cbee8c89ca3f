using Edge.Agent.Enrolment;
using Edge.Agent.Storage;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>What breaks in one turn of the desk costs that turn and no other.</summary>
public sealed class DeskFaultTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 300_000)]
    public async Task A_step_that_cannot_be_entered_does_not_hold_up_the_desk()
    {
        await _bench.BeginAsync("correction");
        await _bench.DoneAsync(new CaseAct.Identify(null, null, null, null, null));
        _bench.Narrator.Fault = () => throw new InvalidOperationException("no clips");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _bench.DoAsync(new CaseAct.AcceptIdentity()));
        _bench.Narrator.Fault = () => { };
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await _bench.AgreeAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task What_breaks_while_a_card_is_taken_or_a_question_asked_is_said_and_gone_on_with()
    {
        await _bench.BeginAsync("correction");
        _bench.Narrator.Fault = () => throw new InvalidOperationException("no clips");
        _bench.Narrator.Gate = Task.FromException(new InvalidOperationException("no voice"));
        _bench.Scan(DeskBench.Card);
        await Until.TrueAsync(() => Broken() == 1, "the card's turn broke");
        _bench.Narrator.Fault = () => { };
        Assert.Equal("not-done", (await _bench.DoAsync(new CaseAct.Finish())).Problem);
        await Until.TrueAsync(() => Broken() == 2, "the question broke");
        _bench.Narrator.Gate = Task.CompletedTask;
        await _bench.AgreeAsync();

        int Broken() => _bench.Log.All.Count(l => l.Contains("it is gone on with", StringComparison.Ordinal));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_disk_that_permits_nothing_is_answered()
    {
        await _bench.BeginAsync("correction");
        await _bench.DoneAsync(new CaseAct.Identify(null, null, null, null, null));
        _bench.Disk.Fault = (_, path) => throw new UnauthorizedAccessException(path);
        Assert.Equal("store-failed", (await _bench.DoAsync(new CaseAct.AcceptIdentity())).Problem);
        _bench.Disk.Fault = (_, _) => null;
        await _bench.DoneAsync(new CaseAct.AcceptIdentity());
    }

    [Fact(Timeout = 300_000)]
    public async Task Fingers_are_taken_without_the_count_of_tries()
    {
        await _bench.BeginAsync();
        _bench.State.With(c => c.Run("DROP TABLE finger_tries"));
        _bench.Scan(DeskBench.Card);
        await _bench.UntilAsync(CaseSteps.Fingers);
        _bench.Sensor.Lay(TestFingers.Worn, TestFingers.Good);
        await Until.TrueAsync(() => _bench.Case.Steps.Single(s => s.Id == CaseSteps.Fingers).Fingers[0].State == StepState.Done, "the first finger is done");
    }
}
