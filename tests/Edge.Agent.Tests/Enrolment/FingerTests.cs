using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Biometrics;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Enrolment;

/// <summary>Fingers that are worn, missing, tried before, and a sensor that is not there.</summary>
public sealed class FingerTests : IAsyncLifetime
{
    private readonly DeskBench _bench = new();

    public async ValueTask InitializeAsync() => await _bench.StartAsync();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact(Timeout = 120_000)]
    public async Task A_worn_finger_is_tried_three_times_and_the_best_is_kept_and_marked()
    {
        await _bench.ToFingersAsync();
        _bench.Sensor.Lay(TestFingers.Worn, TestFingers.Worn, TestFingers.Good);
        await Until.TrueAsync(() => Fingers()[0].State == StepState.Done, "the first finger is done");
        Assert.Equal((3, true), (Fingers()[0].Tries, Fingers()[0].Quality >= 40));
        _bench.Sensor.Lay(TestFingers.Worn, TestFingers.Worn, TestFingers.None, TestFingers.Worn);
        await Until.TrueAsync(() => Fingers()[1].State == StepState.Done, "the second finger is done");
        Assert.Equal((3, true), (Fingers()[1].Tries, Fingers()[1].Quality < 40));
        Assert.Contains("vi: finger.2 hint.finger-lay", _bench.Voice.Heard);
        Assert.Contains(_bench.Voice.Heard, h => h is "vi: hint.finger-dry" or "vi: hint.finger-harder" or "vi: hint.finger-lighter");

        await _bench.CaptureAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("complete-with-exceptions", manifest.Outcome);
        var told = DeskBench.Fields(record).GetProperty("steps")[1].GetProperty("facts").GetProperty("fingers")[1];
        Assert.Equal((7, 3, true), (told.GetProperty("position").GetInt32(), told.GetProperty("tries").GetInt32(), told.GetProperty("belowThreshold").GetBoolean()));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_finger_is_excepted_with_a_reason_and_a_second_officer_who_is_another_one()
    {
        await _bench.ToFingersAsync();
        Assert.Equal("second-same", (await _bench.DoAsync(new CaseAct.ExceptFinger(2, true, "amputated", _bench.Lan))).Problem);
        using var minh = _bench.Vouch();
        Assert.Equal("no-finger", (await _bench.DoAsync(new CaseAct.ExceptFinger(11, true, "amputated", minh))).Problem);
        await _bench.DoneAsync(new CaseAct.ExceptFinger(2, true, "amputated", minh));
        await _bench.DoneAsync(new CaseAct.ChooseFinger(10));
        Assert.Equal((StepState.Skipped, "amputated"), (Fingers().Single(f => f.Position == 2).State, Fingers().Single(f => f.Position == 2).Exception));
        Assert.Equal(10, Fingers().Single(f => f.State == StepState.Current).Position);
        await _bench.RestartAsync(); // who vouched is not asked again
        Assert.Equal("amputated", Fingers().Single(f => f.Position == 2).Exception);
        await _bench.CaptureAsync();
        await _bench.DoneAsync(new CaseAct.Finish());
        var (manifest, record) = Assert.Single(_bench.Records());
        Assert.Equal("complete-with-exceptions", manifest.Outcome);
        Assert.Equal("minh", DeskBench.Fields(record).GetProperty("vouchers")[0].GetProperty("second").GetString());
        Assert.DoesNotContain(2, FingerContainerReader.Read(Assert.Single(DeskBench.Part(manifest, record, "fingers").Attachments).Data.ToByteArray()).Select(f => f.Position));
        Assert.Contains("minh vouched", _bench.Acts());
    }

    [Fact(Timeout = 120_000)]
    public async Task Where_no_finger_can_be_taken_the_step_is_done_without_a_picture()
    {
        await _bench.ToFingersAsync();
        using var minh = _bench.Vouch();
        foreach (var finger in Enumerable.Range(1, 10)) await _bench.DoneAsync(new CaseAct.ExceptFinger(finger, false, "burnt", minh));
        await _bench.UntilAsync(CaseSteps.Portrait);
    }

    [Fact(Timeout = 120_000)]
    public async Task Tries_are_remembered_over_the_days_and_expire()
    {
        await _bench.ToFingersAsync();
        _bench.Sensor.Lay(TestFingers.Worn, TestFingers.Worn);
        await Until.TrueAsync(() => Fingers()[0].Tries == 2, "two tries");
        await _bench.DoneAsync(new CaseAct.Unable("fingerprints-worn", null));

        _bench.Time.Utc += TimeSpan.FromDays(3);
        await _bench.ToFingersAsync();
        Assert.Equal(2, Fingers()[0].Tries);
        _bench.Sensor.Lay(TestFingers.Worn); // the third in all
        await Until.TrueAsync(() => Fingers()[0].State == StepState.Done, "the finger is done with its third try");
        await _bench.DoneAsync(new CaseAct.Cancel());

        _bench.Time.Utc += TimeSpan.FromDays(31);
        await _bench.ToFingersAsync();
        Assert.Equal(0, Fingers()[0].Tries);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_sensor_that_is_missing_is_told_and_gone_on_with_when_it_is_back()
    {
        await _bench.ToFingersAsync();
        _bench.SensorBecomes(Edge.Agent.Devices.DeviceState.Failed);
        _bench.Sensor.Lay(TestFingers.None); // lets the one under way end
        await Until.TrueAsync(() => Step(CaseSteps.Fingers).Hint == CaseHints.NoSensor, "it is told that there is no sensor");
        _bench.SensorBecomes(Edge.Agent.Devices.DeviceState.Ready);
        _bench.Sensor.Lay(TestFingers.Good);
        await Until.TrueAsync(() => Fingers()[0].State == StepState.Done, "the finger is taken");
    }

    private StepView Step(string id) => _bench.Case.Steps.Single(s => s.Id == id);

    private IReadOnlyList<FingerView> Fingers() => Step(CaseSteps.Fingers).Fingers;
}
