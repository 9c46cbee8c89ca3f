using Edge.Demo.Processes;
using Edge.Demo.Relay;

namespace Edge.Demo.Show;

/// <summary>One kiosk: its agent, its link, and what became of the records handed to it.</summary>
internal sealed class Kiosk(int number, AgentProcess agent, LinkRelay link) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RecordPrint> _accepted = [];
    private readonly HashSet<Guid> _waiting = [];

    public int Number => number;

    public string Name => agent.Setup.Node;

    public AgentProcess Agent => agent;

    public LinkRelay Link => link;

    public int AcceptedCount
    {
        get { lock (_gate) return _accepted.Count; }
    }

    /// <summary>Accepted, and the hub's receipt has not come yet.</summary>
    public int WaitingCount
    {
        get { lock (_gate) return _waiting.Count; }
    }

    public int StoredCount
    {
        get { lock (_gate) return _accepted.Count - _waiting.Count; }
    }

    public IReadOnlyList<RecordPrint> AcceptedRecords
    {
        get { lock (_gate) return [.. _accepted.Values]; }
    }

    public void Accepted(RecordPrint print)
    {
        lock (_gate)
        {
            _accepted[print.Id] = print;
            _waiting.Add(print.Id);
        }
    }

    /// <summary>Asks the agent which records it still holds and returns those it let go of since the last time.</summary>
    public async Task<IReadOnlyList<Guid>> TakeReceiptedAsync(CancellationToken cancellationToken)
    {
        // Before the question: what is accepted while it is answered is not in the answer and has not gone either.
        Guid[] before;
        lock (_gate) before = [.. _waiting];
        if (before.Length == 0) return [];
        var held = await agent.WaitingAsync(cancellationToken);
        Guid[] gone = [.. before.Where(id => !held.Contains(id))];
        lock (_gate) _waiting.ExceptWith(gone);
        return gone;
    }

    public async ValueTask DisposeAsync()
    {
        await agent.DisposeAsync();
        await link.DisposeAsync();
    }
}
