using Edge.Agent.Devices.Finger;
using Edge.Agent.Enrolment.Biometrics;
using Edge.Agent.Enrolment.Cases;
using Edge.Agent.Enrolment.Services;

namespace Edge.Agent.Enrolment.Steps;

/// <summary>The fingers of one case while they are taken: which is next, how often it was tried, and the best picture of each, in memory only.</summary>
internal sealed class FingerSet : IDisposable
{
    private readonly List<FingerWork> _fingers;
    private readonly ServicePlan _plan;

    /// <param name="plan">The service's fingers in their order.</param>
    /// <param name="exceptions">Those that cannot be taken.</param>
    /// <param name="earlier">How often a finger was tried on earlier days, by position.</param>
    public FingerSet(ServicePlan plan, IEnumerable<FingerException> exceptions, IReadOnlyDictionary<int, int> earlier)
    {
        _plan = plan;
        _fingers = [.. plan.Fingers.Select(p => new FingerWork(p, earlier.GetValueOrDefault(p)))];
        foreach (var exception in exceptions) Except(exception.Position, exception.Reason);
    }

    /// <summary>The finger to be laid now; null once all are done.</summary>
    public FingerWork? Current => _fingers.Find(f => !f.IsDone);

    public IReadOnlyList<FingerWork> Fingers => _fingers;

    public IReadOnlyList<FingerView> View() =>
        [.. _fingers.Select(f => new FingerView(f.Position, f.Exception is not null ? StepState.Skipped : f.IsDone ? StepState.Done : f == Current ? StepState.Current : StepState.Waiting, f.Earlier + f.Tries, f.Best?.Score.Score, f.Exception))];

    /// <summary>A picture of the current finger: it is kept here where it is the best, and wiped where it is not.</summary>
    public FingerWork? Take(FingerImage image, FingerScore score, DateTimeOffset at)
    {
        if (Current is not { } finger || score.Hint == CaseHints.LayFinger)
        {
            image.Dispose();
            return null;
        }
        finger.Tries++;
        if (finger.Best is { } best && best.Score.Score >= score.Score) image.Dispose();
        else
        {
            finger.Best?.Image.Dispose();
            finger.Best = new FingerTaken(image, score, at);
        }
        // Whoever was tried in vain on earlier days is not tormented anew: one more try, and the best is kept.
        finger.IsDone = finger.Best!.Score.Score >= _plan.Threshold || finger.Tries >= Math.Max(1, _plan.Tries - finger.Earlier);
        return finger;
    }

    /// <summary>Whether a finger's best is as good as the service asks for.</summary>
    public bool IsGood(FingerWork finger) => finger.Best is { } best && best.Score.Score >= _plan.Threshold;

    /// <summary>Takes this finger before the others; false where it is not one that is still to be taken.</summary>
    public bool Choose(int position)
    {
        if (_fingers.Find(f => f.Position == position && !f.IsDone) is not { } finger) return false;
        _fingers.Remove(finger);
        _fingers.Insert(Current is { } current ? _fingers.IndexOf(current) : _fingers.Count, finger);
        return true;
    }

    /// <summary>This finger cannot be taken; false where the service does not ask for it.</summary>
    public bool Except(int position, string reason)
    {
        if (_fingers.Find(f => f.Position == position) is not { } finger) return false;
        finger.Best?.Image.Dispose();
        (finger.Best, finger.Exception, finger.IsDone) = (null, reason, true);
        return true;
    }

    public void Dispose()
    {
        foreach (var finger in _fingers) finger.Best?.Image.Dispose();
    }
}

/// <summary>One finger of the set.</summary>
/// <param name="position">ISO/IEC 19794-4.</param>
/// <param name="earlier">Tries of earlier days.</param>
internal sealed class FingerWork(int position, int earlier)
{
    public int Position => position;

    public int Earlier => earlier;

    public int Tries { get; set; }

    public FingerTaken? Best { get; set; }

    /// <summary>Why it cannot be taken; null where it can.</summary>
    public string? Exception { get; set; }

    public bool IsDone { get; set; }
}

/// <summary>A picture that is kept.</summary>
internal sealed record FingerTaken(FingerImage Image, FingerScore Score, DateTimeOffset At);
