using Edge.Agent.Devices.Finger;
using Edge.Agent.Devices.Virtual;
using Edge.Agent.Enrolment;
using Edge.Agent.Enrolment.Biometrics;

namespace Edge.Agent.Tests.Devices.Virtual;

/// <summary>Fingers and portraits of nobody are measured as they are meant to be.</summary>
public sealed class MadeUpTests
{
    private readonly VirtualBoard _board = new(TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_good_finger_is_good()
    {
        for (var seed = 0; seed < 40; seed++) Assert.InRange(Of(FingerKind.Good, seed).Score, 70, 100);
    }

    [Theory]
    [InlineData("Dry", CaseHints.FingerDry)]
    [InlineData("Wet", CaseHints.PressLighter)]
    [InlineData("Aside", CaseHints.OffCentre)]
    public void Every_bad_finger_is_below_the_threshold_and_has_its_hint(string kind, string hint)
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var score = Of(Enum.Parse<FingerKind>(kind), seed);
            Assert.True(score.Score < 40 && score.Hint == hint, $"seed {seed}: {score}");
        }
    }

    [Fact]
    public void Two_fingers_are_not_one()
    {
        using var one = MadeUpFinger.Draw(1, FingerKind.Good);
        using var same = MadeUpFinger.Draw(1, FingerKind.Good);
        using var other = MadeUpFinger.Draw(2, FingerKind.Good);
        Assert.True(one.Pixels.Span.SequenceEqual(same.Pixels.Span));
        Assert.False(one.Pixels.Span.SequenceEqual(other.Pixels.Span));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_finger_that_stays_is_taken_again_and_again_until_it_is_lifted()
    {
        using var sensor = _board.Finger.Open();
        var first = sensor.CaptureAsync(Token);
        Assert.False(first.IsCompleted);
        _board.Finger.Resting = FingerKind.Good;
        Assert.InRange(await ScoreAsync(first), 70, 100);
        Assert.InRange(await ScoreAsync(sensor.CaptureAsync(Token)), 70, 100);
        _board.Finger.Resting = FingerKind.Dry;
        Assert.InRange(await ScoreAsync(sensor.CaptureAsync(Token)), 0, 39);
        _board.Finger.Resting = null;
        var waiting = sensor.CaptureAsync(Token);
        Assert.False(waiting.IsCompleted);
        _board.Finger.Lay(3, FingerKind.Wet);
        Assert.InRange(await ScoreAsync(waiting), 0, 39);
    }

    [Fact]
    public void The_portrait_raises_no_doubt_and_the_dark_one_is_dark()
    {
        Assert.Empty(PortraitCheck.Of(_board.Camera.Picture).Doubts);
        Assert.Equal(PortraitKind.Good, _board.Camera.Kind);
        _board.Camera.Show(PortraitKind.Dark);
        Assert.Contains(CaseHints.TooDark, PortraitCheck.Of(_board.Camera.Picture).Doubts);
        _board.Camera.Picture = [1, 2, 3];
        Assert.Null(_board.Camera.Kind);
    }

    private static FingerScore Of(FingerKind kind, int seed)
    {
        using var image = MadeUpFinger.Draw(seed, kind);
        return FingerQuality.Of(image);
    }

    private static async Task<int> ScoreAsync(Task<FingerImage> capture)
    {
        using var image = await capture;
        return FingerQuality.Of(image).Score;
    }
}
