using System.Net.Sockets;

namespace Edge.Mqtt;

/// <summary>What every connector does before its library comes in: checks the options, resolves the name, and gives each address its share of the time.</summary>
internal sealed class Dialer(TimeProvider time, HostLookup names)
{
    private const double ResolvedShare = 0.8;

    /// <summary>Opens one connection to one address; <c>limit</c> ends the attempt, <c>caller</c> says whether it was the caller who wished so.</summary>
    public delegate Task<IMqttConnection> Open(HostAddress address, CancellationToken limit, CancellationToken caller);

    public async Task<IMqttConnection> DialAsync(MqttOptions options, Open open, CancellationToken cancellationToken)
    {
        Check(options);
        using var limit = new CancellationTokenSource(options.ConnectTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var started = time.GetTimestamp();
        var addresses = await ResolveAsync(options, both.Token, cancellationToken);
        MqttException? stranger = null;
        for (var i = 0; ; i++)
        {
            using var share = new CancellationTokenSource(Max(ShareOf(addresses, i, options.ConnectTimeout - time.GetElapsedTime(started)), TimeSpan.FromMilliseconds(1)), time);
            using var all = CancellationTokenSource.CreateLinkedTokenSource(both.Token, share.Token);
            try
            {
                return await open(addresses[i], all.Token, cancellationToken);
            }
            catch (MqttException e)
            {
                // Somebody else's answer says more than a silence elsewhere.
                if (e.Stranger) stranger ??= e;
                if (i < addresses.Count - 1 && !limit.IsCancellationRequested) continue;
                if (stranger is null) throw;
                throw new MqttException(stranger.Message, stranger) { Stranger = true };
            }
        }
    }

    /// <summary>What to throw for an attempt that was ended at that stage: by its caller, or by its time.</summary>
    public static Exception Ended(MqttOptions options, Stage stage, CancellationToken caller) => caller.IsCancellationRequested
        ? new OperationCanceledException(caller)
        : new MqttException($"Broker {options.Host}:{options.Port}: {Words.Waiting(stage)} within {options.ConnectTimeout.TotalSeconds:0.#} s.") { HandshakeUnanswered = stage is Stage.Tls or Stage.Connack };

    /// <summary>What to throw for an attempt that TCP had not answered.</summary>
    public static MqttException Unanswered(MqttOptions options, bool networkChanged) =>
        new($"Broker {options.Host}:{options.Port}: {(networkChanged ? "the network changed before TCP was answered" : $"{Words.Waiting(Stage.Tcp)} within {(options.TcpTimeout ?? options.ConnectTimeout).TotalSeconds:0.#} s")}.") { Unanswered = true };

    private async Task<IReadOnlyList<HostAddress>> ResolveAsync(MqttOptions options, CancellationToken limit, CancellationToken caller)
    {
        try
        {
            return await names.FindAsync(options.Host, options.LastSeen, limit);
        }
        catch (SocketException e)
        {
            throw new MqttException($"Broker {options.Host}:{options.Port}: {Words.Unresolved(e)}.", e);
        }
        catch (OperationCanceledException)
        {
            throw Ended(options, Stage.Resolving, caller);
        }
    }

    // Each address has its share of what is left, so that a dead one leaves time for the next. What is only remembered has little of it
    // while the name leads somewhere: a slow link needs the time for the handshake there.
    internal static TimeSpan ShareOf(IReadOnlyList<HostAddress> addresses, int i, TimeSpan left)
    {
        var rivals = addresses.Skip(i).Count(a => a.Remembered == addresses[i].Remembered);
        return (i + rivals == addresses.Count ? left : left * ResolvedShare) / rivals;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static void Check(MqttOptions options)
    {
        Within(options.Port is > 0 and <= 65535, nameof(options.Port), options.Port, "1 to 65535");
        // An empty name would switch the check of the name off.
        Within(options.ServerName.Length > 0, nameof(options.ServerName), "empty", "a DNS name");
        Within(options.ClientId.Length > 0, nameof(options.ClientId), "empty", "a client id");
        Within(options.KeepAlive.TotalSeconds is >= 5 and <= 65535, nameof(options.KeepAlive), options.KeepAlive, "5 s to 65535 s");
        Within(options.ConnectTimeout > TimeSpan.Zero, nameof(options.ConnectTimeout), options.ConnectTimeout, "more than zero");
        Within(options.Stagger is null || options.Stagger.Value.TotalMilliseconds >= 50, nameof(options.Stagger), options.Stagger ?? default, "50 ms or more");
        Within(options.UserTimeout.TotalMilliseconds is > 0 and <= int.MaxValue, nameof(options.UserTimeout), options.UserTimeout, "more than zero");
        Within(options.OpenUserTimeout is null || options.OpenUserTimeout.Value.TotalMilliseconds is > 0 and <= int.MaxValue, nameof(options.OpenUserTimeout), options.OpenUserTimeout ?? default, "more than zero");
        Within(options.ReceiveQueue > 0, nameof(options.ReceiveQueue), options.ReceiveQueue, "at least 1");
    }

    private static void Within(bool good, string name, object value, string bound)
    {
        if (!good) throw new ArgumentException($"MqttOptions.{name} is {value}; it must be {bound}.", name);
    }
}
