using Edge.Testing.Processes;
using Edge.Testing.Relay;

namespace Edge.Demo.Show;

/// <summary>One kiosk: its agent, its link, and what became of the records handed to it.</summary>
internal sealed class Kiosk(int number, AgentProcess first, LinkRelay link) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, RecordPrint> _accepted = [];
    private readonly HashSet<Guid> _waiting = [];
    private readonly List<AgentProcess> _agents = [first];

    public int Number => number;

    public string Name => first.Setup.Node;

    /// <summary>The run of its agent that goes on now.</summary>
    public AgentProcess Agent
    {
        get { lock (_gate) return _agents[^1]; }
    }

    /// <summary>Its front panel; null where it has none.</summary>
    public Uri? Panel { get; init; }

    /// <summary>Its officer's page; null where it has none.</summary>
    public Uri? Desk { get; init; }

    /// <summary>Somebody cut its power on its front panel.</summary>
    public bool IsPowerCut => Agent.WasKilled;

    /// <summary>It ended, and not by a power cut.</summary>
    public bool HasEnded => Agent.HasExited && !IsPowerCut;

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
        var held = await Agent.WaitingAsync(cancellationToken);
        Guid[] gone = [.. before.Where(id => !held.Contains(id))];
        lock (_gate) _waiting.ExceptWith(gone);
        return gone;
    }

    /// <summary>The power is back.</summary>
    public async Task PowerUpAsync(CancellationToken cancellationToken)
    {
        var next = AgentProcess.Start(first.Setup);
        // The run before is kept to the end: somebody may still be asking it.
        lock (_gate) _agents.Add(next);
        await next.WaitReadyAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        await link.DisposeAsync();
    }
}
