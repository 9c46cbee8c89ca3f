using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Spool;
using Edge.Hosting.Waiting;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Kiosk.Store;

/// <summary>The queue that is durable. Whoever shows, says or prints anything takes it from here, so nothing shows before its commit.</summary>
internal sealed class QueueStore
{
    private readonly TicketStore _store;
    private readonly FailStop _failStop;
    private readonly Signal _changed = new();
    private readonly Guid _boot;
    private volatile QueueState _current;

    public QueueStore(TicketStore store, FailStop failStop, Guid boot)
    {
        (_store, _failStop, _boot) = (store, failStop, boot);
        (var current, Printed) = store.Load();
        _current = current with { Boot = boot };
    }

    public QueueState Current => _current;

    /// <summary>Which of the newest day's tickets were on paper when this began.</summary>
    public IReadOnlySet<int> Printed { get; }

    /// <summary>Completes at the next step after the call.</summary>
    public Task Changed => _changed.Next;

    /// <summary>Why nothing more is written until a restart; null where all is well.</summary>
    public Refusal? Stopped => _failStop.Reason is { } reason
        ? new Refusal(RefusalKind.StoreFailed, $"the queue has stopped after a failure: {reason}. Restart the agent; it will check what is on the disk")
        : null;

    /// <summary>Makes a step durable, then visible; null, or why it is neither.</summary>
    /// <param name="step">The step.</param>
    /// <param name="request">The wish of a client that named it.</param>
    /// <param name="by">Whose act it is, for the journal.</param>
    public Refusal? Commit(Step step, DoneRequest? request, string by)
    {
        if (Stopped is { } stopped) return stopped;
        try
        {
            _store.Commit(step, request, by);
        }
        catch (SqliteException e)
        {
            var failure = _failStop.Judge(e, "the queue could not be written down");
            return Stopped ?? new Refusal(failure is SpoolFullException ? RefusalKind.StoreFull : RefusalKind.StoreBusy, failure.Message);
        }
        _current = step.State with { Boot = _boot };
        _changed.Set();
        return null;
    }

    /// <summary>A day that is kept on the board; null where it is not.</summary>
    /// <exception cref="SqliteException">It cannot be told now.</exception>
    public QueueState? Day(long day) => Current.Day?.Id == day ? Current : _store.Find(day);

    /// <summary>What became of a wish of that name; null where none was done.</summary>
    /// <exception cref="SqliteException">It cannot be told now.</exception>
    public DoneRequest? Find(Guid id) => _store.Find(id);
}

/// <summary>A wish that a client named and that was done.</summary>
/// <param name="Id">The client's name for it.</param>
/// <param name="Wish">What kind of wish it was, so that one id never stands for two.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="Number">The ticket it was about; null where it was about none.</param>
internal sealed record DoneRequest(Guid Id, string Wish, StepKind Kind, string? Number);
