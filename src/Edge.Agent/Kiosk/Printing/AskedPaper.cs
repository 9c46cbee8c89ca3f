using Edge.Agent.Devices.Printer;
using Edge.Hosting.Waiting;

namespace Edge.Agent.Kiosk.Printing;

/// <summary>A paper that is printed when somebody asks for it and waits. It is forgotten where it does not come out in time: nobody is there any more to take it.</summary>
internal sealed class AskedPaper(string name, Func<int, Raster> draw, PaperStatus status, TimeProvider time) : IPaperSource
{
    /// <summary>Why nothing is printed where there is no printer.</summary>
    public const string NoPrinter = "no settings name a printer (Devices:Printer:Driver)";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(40);

    private readonly Lock _gate = new();
    private readonly Signal _changed = new();
    private Asked? _asked;
    private int _number;

    public Task Changed => _changed.Next;

    /// <summary>Why one that was asked for is not on paper.</summary>
    public string GivenUp => $"the printer is {status.State} and did not print it, so it was given up; look after the printer, then ask again";

    public Paper? Next()
    {
        lock (_gate) return _asked is { } asked ? new Paper(asked.Id, draw) : null;
    }

    public void Printed(Paper paper)
    {
        lock (_gate)
        {
            if (_asked is not { } asked || asked.Id != paper.Id) return;
            _asked = null;
            asked.Done.TrySetResult();
        }
    }

    /// <summary>Completes when it is on paper; false where that took longer, or the printer says that it cannot. Several who ask at once get one paper.</summary>
    public async Task<bool> PrintAsync(CancellationToken cancellationToken)
    {
        var changed = status.Changed;
        // Nobody waits for paper from a printer that says it has none.
        if (!status.Prints) return false;
        var (asked, began) = (Ask(), time.GetTimestamp());
        try
        {
            for (var left = Limit; !asked.Done.Task.IsCompleted && status.Prints && left > TimeSpan.Zero; left = Limit - time.GetElapsedTime(began))
            {
                await time.WaitAnyAsync(left, cancellationToken, asked.Done.Task, changed);
                changed = status.Changed;
            }
            return asked.Done.Task.IsCompleted;
        }
        finally
        {
            Leave(asked);
        }
    }

    private Asked Ask()
    {
        Asked asked;
        lock (_gate)
        {
            asked = _asked ??= new Asked($"{name}-{++_number}");
            asked.Waiting++;
        }
        _changed.Set();
        return asked;
    }

    private void Leave(Asked asked)
    {
        lock (_gate)
        {
            if (--asked.Waiting == 0 && _asked == asked) _asked = null;
        }
    }

    private sealed class Asked(string id)
    {
        public string Id => id;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>How many wait for it.</summary>
        public int Waiting { get; set; }
    }
}
