namespace Edge.Agent.Kiosk.Queue;

/// <summary>How long somebody will wait, by what the day's own service times tell.</summary>
/// <param name="sample">How many of the newest times count, per service.</param>
internal sealed class ExpectedWait(int sample)
{
    /// <summary>The usual time of a service for one person, by the median, which one long case does not move; null before the first was served.</summary>
    public TimeSpan? Usual(QueueState state, string? service = null)
    {
        var times = state.Tickets.Where(t => t.Took is not null && (service is null || t.Service == service)).Select(t => t.Took!.Value / Math.Max(1, t.Of(TicketState.Done))).TakeLast(sample).Order().ToList();
        return times.Count == 0 ? null : (times[(times.Count - 1) / 2] + times[times.Count / 2]) / 2;
    }

    /// <summary>The wait behind these people; null before the day knows any service time.</summary>
    /// <param name="state">The queue.</param>
    /// <param name="before">Those who are called earlier.</param>
    /// <param name="now">What is left of the case at the desk depends on it.</param>
    public TimeSpan? Behind(QueueState state, IEnumerable<Ticket> before, Moment now)
    {
        if (Usual(state) is not { } any) return null;
        var wait = state.AtDesk is { } current ? Left((Usual(state, current.Service) ?? any) * current.People, current, now) : TimeSpan.Zero;
        var usual = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        foreach (var ticket in before)
        {
            if (!usual.TryGetValue(ticket.Service, out var time)) usual[ticket.Service] = time = Usual(state, ticket.Service) ?? any;
            wait += time * ticket.People;
        }
        // Several desks work off one line.
        return wait / Math.Max(1, state.AtDesks.Count());
    }

    private static TimeSpan Left(TimeSpan usual, Ticket current, Moment now)
    {
        var left = usual - (current.CalledAt is { } called ? now.Since(called) ?? TimeSpan.Zero : TimeSpan.Zero);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
