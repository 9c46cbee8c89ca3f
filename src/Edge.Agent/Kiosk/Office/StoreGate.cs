using Edge.Agent.Kiosk.Queue;
using Edge.Agent.Kiosk.Store;
using Edge.Agent.Spool;

namespace Edge.Agent.Kiosk.Office;

/// <summary>Whether the board can take anything in: what a citizen would wait for has to find room when the turn comes.</summary>
internal sealed class StoreGate(IRecordIndex index, QueueStore book)
{
    /// <summary>Why no ticket is given; null where all is well.</summary>
    public Refusal? Problem()
    {
        if (book.Stopped is { } stopped) return stopped;
        try
        {
            var store = index.Health();
            return store.State switch
            {
                "ok" => null,
                "full" when store.NoRoom is { } reason => new Refusal(RefusalKind.StoreFull, $"the store refused a record for want of room: {reason}"),
                "full" => new Refusal(RefusalKind.StoreFull, $"the store has {store.FreeBytes} bytes left of the {store.ReserveBytes} it keeps in reserve (Spool:ReserveBytes); bring records to the hub or make room"),
                _ => new Refusal(RefusalKind.StoreFailed, $"the store has stopped after a failure: {store.Failure}. Restart the agent; it will check what is on the disk"),
            };
        }
        catch (IOException e)
        {
            return new Refusal(RefusalKind.StoreFailed, $"the store does not answer: {e.Message}");
        }
    }
}
