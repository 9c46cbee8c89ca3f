namespace Edge.Agent.Update.Trial;

/// <summary>When a release on trial is healthy, and when it is not any more worth waiting for. It has no clock: time goes in, verdicts come out.</summary>
/// <param name="folder">Where the release has its files.</param>
/// <param name="restarts">What the service's count was as the trial began; a restart that is asked for sets it back.</param>
internal sealed class TrialRules(string folder, UpdateOptions options, TimeSpan start, int restarts)
{
    /// <summary>A program that ends so often will go on ending.</summary>
    public const int MostRestarts = 5;

    private (string Start, TimeSpan Since)? _steady;
    private int _ended;
    private int _counted = restarts;

    public TrialVerdict Judge(UnitSight sight, RunningNote? note, TimeSpan now)
    {
        if (sight.GaveUp) return new(false, "the program ended and may not be started again by itself (its log says why: journalctl -u edge-agent)");
        _ended += Math.Max(0, sight.Restarts - _counted);
        _counted = sight.Restarts;
        if (_ended >= MostRestarts) return new(false, $"the program ended by itself {_ended} times");
        if (sight.Start.Length > 0 && note is not null && note.Start == sight.Start && note.Folder == folder)
        {
            if (_steady?.Start != sight.Start) _steady = (sight.Start, now);
            if (now - _steady.Value.Since >= options.SteadyFor) return new(true, $"healthy for {options.SteadyFor}");
        }
        else _steady = null;
        if (now - start < options.HealthyWithin) return TrialVerdict.Wait;
        return new(false, _steady is not null ? $"after {options.HealthyWithin} it was not yet healthy for {options.SteadyFor} without ending"
            : sight.Start.Length > 0 ? $"the program ran and did not become healthy within {options.HealthyWithin}" : $"the program did not run after {options.HealthyWithin}");
    }
}

/// <param name="Healthy">Null while it is not decided.</param>
internal readonly record struct TrialVerdict(bool? Healthy, string Reason)
{
    public static TrialVerdict Wait { get; } = new(null, "");
}
