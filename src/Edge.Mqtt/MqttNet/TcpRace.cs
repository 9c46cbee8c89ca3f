namespace Edge.Mqtt.MqttNet;

/// <summary>
/// Begins attempts one after another until TCP answers one of them, and gives up the others. Later stages have something that answers,
/// and take the time they need.
/// </summary>
internal sealed class TcpRace(Func<string?, TcpDial> begin, TcpWays ways, MqttOptions options, TimeProvider time)
{
    private readonly List<TcpDial> _racers = [];
    private TcpDial? _failed;

    /// <summary>The attempt that was answered.</summary>
    /// <exception cref="MqttException">TCP answered none of them in time, the network changed before, or no way leads there.</exception>
    public async Task<TcpDial> RunAsync(CancellationToken limit, CancellationToken caller)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(limit);
        var timeout = Task.Delay(options.TcpTimeout ?? options.ConnectTimeout, time, done.Token);
        var next = Task.CompletedTask;
        TcpDial? winner = null;
        try
        {
            while (winner is null)
            {
                if (next.IsCompleted)
                {
                    if (ways.HasNext) _racers.Add(begin(ways.Next()));
                    next = ways.HasNext ? Task.Delay(ways.Pause, time, done.Token) : timeout;
                }
                await Task.WhenAny([next, timeout, options.NetworkChanged ?? timeout, .. _racers.Select(r => r.Answered)]);
                var closed = _racers.RemoveAll(IsClosed) > 0;
                // The others need not wait for what cannot succeed.
                if (closed && ways.HasNext) next = Task.CompletedTask;
                if (options.Stagger is not null) _racers.RemoveAll(FoundNobody);
                winner = _racers.Find(r => r.Answered.IsCompleted);
                if (winner is null) Check(timeout, limit, caller);
            }
            return winner;
        }
        finally
        {
            await done.CancelAsync();
            foreach (var racer in _racers.Where(r => r != winner)) racer.Abandon();
        }
    }

    // Of several attempts one that found nobody says no more than silence; a later one may find somebody.
    private static bool FoundNobody(TcpDial racer)
    {
        if (!racer.Answered.IsCompleted || !racer.FoundNobody) return false;
        racer.Abandon();
        return true;
    }

    private bool IsClosed(TcpDial racer)
    {
        if (!racer.Answered.IsCompleted || !racer.Failed || (racer.FoundNobody && options.Stagger is not null)) return false;
        racer.Abandon();
        ways.Close(racer.Way);
        // What the kernel's choice says comes first.
        if (_failed is null || racer.Way is null) _failed = racer;
        return true;
    }

    private void Check(Task timeout, CancellationToken limit, CancellationToken caller)
    {
        if (limit.IsCancellationRequested) throw Dialer.Ended(options, Stage.Tcp, caller);
        if (options.NetworkChanged is { IsCompleted: true }) throw Dialer.Unanswered(options, networkChanged: true);
        if (_failed is not null && ways.AllClosed) _ = _failed.Socket;
        if (timeout.IsCompleted) throw Dialer.Unanswered(options, networkChanged: false);
    }
}
