using System.Threading.Channels;

namespace Edge.Agent.Kiosk.Office;

/// <summary>Where wishes of clients wait for the kiosk's loop, which does them between the presses of people.</summary>
internal sealed class KioskInbox
{
    private const int Capacity = 64;
    private readonly Channel<Asked> _channel = Channel.CreateBounded<Asked>(Capacity);

    /// <summary>Read by the kiosk's loop, and by nobody else.</summary>
    public ChannelReader<Asked> Reader => _channel.Reader;

    /// <summary>The answer, once the wish is done and durable, or refused.</summary>
    /// <exception cref="OperationCanceledException">The client is gone or the agent stops; a wish with an id can be sent again.</exception>
    public async Task<OfficeAnswer> AskAsync(KioskCommand wish, CancellationToken cancellationToken)
    {
        var asked = new Asked(wish, new TaskCompletionSource<OfficeAnswer>(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await _channel.Writer.WriteAsync(asked, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new OperationCanceledException("the agent is stopping");
        }
        return await asked.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Nobody does wishes any more.</summary>
    public void Close()
    {
        _channel.Writer.TryComplete();
        while (_channel.Reader.TryRead(out var asked)) asked.Answer.TrySetCanceled();
    }

    /// <summary>A wish and who waits for its answer.</summary>
    internal sealed record Asked(KioskCommand Wish, TaskCompletionSource<OfficeAnswer> Answer);
}
