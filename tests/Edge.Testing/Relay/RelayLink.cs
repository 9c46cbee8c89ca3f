using System.Net;
using System.Net.Sockets;

namespace Edge.Testing.Relay;

/// <summary>One client's connection through the relay: both sockets and both directions.</summary>
internal sealed class RelayLink(Socket client, Valve valve, RelayPump up, RelayPump down) : IDisposable
{
    private readonly Socket _server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    // Never disposed, which a source without a timer does not need: a cut may come while the link is ending.
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Runs until both sides have ended, one of them failed, or the link was cut.</summary>
    public async Task RunAsync(IPEndPoint target)
    {
        try
        {
            client.NoDelay = true;
            await valve.PassAsync(_cut.Token);
            await _server.ConnectAsync(target, _cut.Token);
            await PumpAsync(up.RunAsync(client, _server, _cut.Token), down.RunAsync(_server, client, _cut.Token));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // A silent link does not tell one side what became of the other.
            await valve.PassAsync(_cut.Token).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Reset();
        }
    }

    /// <summary>Ends both sides with a reset.</summary>
    public void Reset()
    {
        _cut.Cancel();
        ResetSocket(client);
        ResetSocket(_server);
    }

    public static void ResetSocket(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has ended already.
        }
        socket.Close(0);
    }

    public void Dispose()
    {
        _server.Dispose();
        client.Dispose();
    }

    private async Task PumpAsync(Task upward, Task downward)
    {
        try
        {
            await foreach (var ended in Task.WhenEach(upward, downward)) await ended;
        }
        catch (SocketException) when (!valve.IsOpen)
        {
            await valve.PassAsync(_cut.Token);
            throw;
        }
        finally
        {
            // The other direction has nobody left to talk to.
            if (!upward.IsCompletedSuccessfully || !downward.IsCompletedSuccessfully) Reset();
            await Task.WhenAll(upward, downward).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
