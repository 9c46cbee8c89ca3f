using System.Net.Sockets;

namespace Edge.Testing.Relay;

/// <summary>One direction of one connection. It holds one buffer: what the far side does not take is not read.</summary>
internal sealed class RelayPump(Valve valve, TokenBucket? bucket, TimeProvider time, Action<int> forwarded)
{
    public const int BufferBytes = 16 * 1024;

    /// <summary>Where set, the bytes after which the link is cut.</summary>
    public CutMark? Mark { get; init; }

    /// <summary>Called once the marked bytes are with the receiver.</summary>
    public Action MarkReached { get; init; } = () => { };

    /// <summary>Returns when the sender has ended the connection and the receiver knows.</summary>
    public async Task RunAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[bucket?.Burst ?? BufferBytes];
        while (true)
        {
            await valve.PassAsync(cancellationToken);
            var read = await from.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            await valve.PassAsync(cancellationToken);
            if (read == 0)
            {
                to.Shutdown(SocketShutdown.Send);
                return;
            }
            await PaceAsync(read, cancellationToken);
            await ForwardAsync(to, buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private async Task ForwardAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var (allowed, last) = Mark?.Take(bytes.Length) ?? (bytes.Length, false);
        for (var sent = 0; sent < allowed;)
        {
            var step = await to.SendAsync(bytes[sent..allowed], SocketFlags.None, cancellationToken);
            sent += step;
            forwarded(step);
        }
        if (last)
        {
            await SocketQueue.DrainAsync(to, cancellationToken);
            MarkReached();
        }
        // The link is being cut, by this connection or by another that took the last bytes: none may pass any more.
        if (last || allowed < bytes.Length) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    private async Task PaceAsync(int bytes, CancellationToken cancellationToken)
    {
        if (bucket is null) return;
        var wait = bucket.Take(bytes, time.GetElapsedTime(0));
        if (wait > TimeSpan.Zero) await Task.Delay(wait, time, cancellationToken);
        await valve.PassAsync(cancellationToken);
    }
}
