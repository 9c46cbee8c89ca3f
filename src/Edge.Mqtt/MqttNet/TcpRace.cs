namespace Edge.Mqtt.MqttNet;

/// <summary>
/// Begins attempts one after another until TCP answers one of them, and gives up the others. Later stages have something that answers,
/// and take the time they need.
/// </summary>
internal static class TcpRace
{
    /// <summary>The attempt that was answered, or that ended by itself first.</summary>
    /// <exception cref="MqttException">TCP answered none of them in time, or the network changed before.</exception>
    public static async Task<TcpDial> RunAsync(Func<TcpDial> begin, MqttOptions options, TimeProvider time, CancellationToken limit, CancellationToken caller)
    {
        var racers = new List<TcpDial>();
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
                    racers.Add(begin());
                    next = options.Stagger is { } stagger ? Task.Delay(stagger, time, done.Token) : timeout;
                }
                await Task.WhenAny([next, timeout, options.NetworkChanged ?? timeout, .. racers.Select(r => r.Answered)]);
                // Of several attempts one that found nobody says no more than silence; a later one may find somebody.
                if (options.Stagger is not null) racers.RemoveAll(GaveUp);
                winner = racers.Find(r => r.Answered.IsCompleted);
                if (winner is null) Check(options, timeout, limit, caller);
            }
            return winner;
        }
        finally
        {
            await done.CancelAsync();
            foreach (var racer in racers.Where(r => r != winner)) racer.Abandon();
        }
    }

    private static bool GaveUp(TcpDial racer)
    {
        if (!racer.Answered.IsCompleted || !racer.FoundNobody) return false;
        racer.Abandon();
        return true;
    }

    private static void Check(MqttOptions options, Task timeout, CancellationToken limit, CancellationToken caller)
    {
        if (limit.IsCancellationRequested) throw Dialer.Ended(options, Stage.Tcp, caller);
        if (options.NetworkChanged is { IsCompleted: true }) throw Dialer.Unanswered(options, networkChanged: true);
        if (timeout.IsCompleted) throw Dialer.Unanswered(options, networkChanged: false);
    }
}
