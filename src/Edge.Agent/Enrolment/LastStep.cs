using Edge.Agent.Power;

namespace Edge.Agent.Enrolment;

/// <summary>What is still done at the desk once the board is about to switch itself off: the step that was in hand then is finished, and no other begun.</summary>
internal sealed class LastStep(BoardPower power)
{
    private readonly Lock _lock = new();
    private (Guid Case, string? Step)? _held;

    public bool IsLeaving => power.Now.IsLeaving;

    /// <summary>Completes when another answer may hold.</summary>
    public Task Changed => power.Changed;

    /// <summary>Whether the case may go on with the step it is in; always where the board stays on.</summary>
    public bool Allows(Guid @case, string? step)
    {
        lock (_lock)
        {
            var stage = power.Now.Stage;
            if (stage == ShutdownStage.None) _held = null;
            else _held ??= (@case, step);
            return stage == ShutdownStage.None || (stage == ShutdownStage.Finishing && _held == (@case, step));
        }
    }

    /// <summary>What the board waits for before it goes: that step, or the end of a case that is being carried out.</summary>
    public PowerShare Share(Func<CaseView?> current) => new(
        stage => current() is { } view && (view is { Ending: true, Stuck: false } || Allows(view.Id, view.Current)) && stage is ShutdownStage.Finishing,
        () => current() is not null);
}
