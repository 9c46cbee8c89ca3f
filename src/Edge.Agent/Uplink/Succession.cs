using Edge.Hosting.Waiting;
using Edge.Mqtt;

namespace Edge.Agent.Uplink;

/// <summary>
/// What follows a connection that has fallen mute: the next one is dialled beside it, and the old one stays if it speaks first. After an outage TCP goes
/// on where it was, which costs neither a handshake nor what was under way.
/// </summary>
/// <param name="tell">Hears why, when the connection falls mute, and null when it speaks again.</param>
internal sealed class Succession(IMqttConnection connection, UplinkDialer dialer, Func<MqttWill> will, Action<string?> tell, TimeProvider time)
{
    // How long a link that has come leaves to the old connection alone: TCP sends again what a missing carrier has refused within half a second.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(600);

    private static readonly Task<IMqttConnection?> Never = new TaskCompletionSource<IMqttConnection?>().Task;

    private CancellationTokenSource? _end;

    /// <summary>While the connection is mute it is looked at this often: it may speak any moment.</summary>
    public static TimeSpan Glance { get; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The connection is mute.</summary>
    public bool IsBegun => _end is not null;

    /// <summary>Completes with the next connection, or with null once it is given up.</summary>
    public Task<IMqttConnection?> Next { get; private set; } = Never;

    /// <summary>The connection is mute, for that reason; harmless where that is known.</summary>
    public void Begin(string problem, CancellationToken cancellationToken)
    {
        if (IsBegun) return;
        _end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        tell(problem);
        Next = DialAsync(_end.Token);
    }

    /// <summary>The connection has spoken: it stays, unless the next one has been announced to the broker, which has ended it then.</summary>
    public async Task EndAsync()
    {
        if (_end is not { } end) return;
        await end.CancelAsync();
        var tooLate = await Next;
        end.Dispose();
        _end = null;
        if (tooLate is not null) return;
        Next = Never;
        tell(null);
    }

    /// <summary>The connection is over: an attempt that is under way ends where it is lost, and is given up where it is left.</summary>
    public async Task<IMqttConnection?> LastAsync()
    {
        if (Next == Never) return null;
        if (_end is { } end && !connection.Closed.IsCompleted && !Next.IsCompleted) await end.CancelAsync();
        var next = await Next;
        _end?.Dispose();
        _end = null;
        return next;
    }

    private async Task<IMqttConnection?> DialAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!connection.Closed.IsCompleted)
            {
                var unanswered = false;
                try
                {
                    return await dialer.ConnectBesideAsync(will(), LeaveTheOldAMomentAsync, cancellationToken);
                }
                catch (MqttException e)
                {
                    unanswered = e.Unanswered;
                }
                await dialer.PauseAsync(unanswered, TimeSpan.Zero, cancellationToken, connection.Closed);
            }
        }
        catch (OperationCanceledException)
        {
            // The old one has spoken, or the program ends.
        }
        return null;
    }

    private async Task LeaveTheOldAMomentAsync(CancellationToken cancellationToken)
    {
        if (dialer.LinkCameAgo is not { } ago || ago >= Moment || connection.Path?.Own is not { } own || SegmentSize.InterfaceOf(own).Length == 0) return;
        await time.WaitAnyAsync(Moment - ago, cancellationToken, connection.Closed);
    }
}
