namespace Edge.Agent.Kiosk.Queue;

/// <summary>Who is called next: the priority lane first, but never more than so many of it in a row while others wait. Each lane in the order of giving.</summary>
internal static class CallOrder
{
    /// <summary>Everybody who waits, in the order of their calls, if nobody came any more.</summary>
    /// <param name="state">The queue.</param>
    /// <param name="priorityInARow">At most so many of the priority lane in a row while others wait.</param>
    /// <param name="desk">Only those whom that desk may call; null for all.</param>
    public static IEnumerable<Ticket> Line(QueueState state, int priorityInARow, int? desk = null)
    {
        var waiting = state.Waiting.Where(t => desk is null || t.ForDesk is null || t.ForDesk == desk).ToLookup(t => t.Priority);
        var (priority, others) = (new Queue<Ticket>(waiting[true]), new Queue<Ticket>(waiting[false]));
        for (var run = state.PriorityRun; priority.Count + others.Count > 0;)
        {
            var first = priority.Count > 0 && (others.Count == 0 || run < priorityInARow);
            run = Run(run, first);
            yield return (first ? priority : others).Dequeue();
        }
    }

    /// <summary>How many of the priority lane have been called in a row after one more call.</summary>
    public static int Run(int run, bool priority) => priority ? run + 1 : 0;
}
