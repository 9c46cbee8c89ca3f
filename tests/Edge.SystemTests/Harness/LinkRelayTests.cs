using System.Net.Sockets;
using System.Security.Cryptography;
using Edge.Testing.Relay;
using Edge.Testing.Time;

namespace Edge.SystemTests.Harness;

public sealed class LinkRelayTests : IAsyncDisposable
{
    private readonly TestServer _server = new();
    private readonly LinkRelay _relay;

    public LinkRelayTests() => _relay = new LinkRelay(_server.EndPoint, TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _relay.DisposeAsync();
        _server.Dispose();
    }

    [Fact(Timeout = 120_000)]
    public async Task Bytes_arrive_as_they_were_sent_in_both_directions_and_so_does_the_end()
    {
        var (client, server) = await ConnectAsync();
        var up = RandomNumberGenerator.GetBytes(1_000_003);
        var down = RandomNumberGenerator.GetBytes(777_777);

        var received = await Task.WhenAll(SendAndEndAsync(client, up, server), SendAndEndAsync(server, down, client));

        Assert.Equal(up, received[0]);
        Assert.Equal(down, received[1]);
        Assert.Equal((up.Length, down.Length, 1, 0), (_relay.BytesUp, _relay.BytesDown, _relay.Connections, _relay.Cuts));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_receiver_that_does_not_read_holds_the_sender_back()
    {
        var (client, server) = await ConnectAsync();
        var (sending, sent) = (new byte[64 * 1024], 0L);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // Far more than the kernels' buffers of two connections; it must stop by itself, which is when nothing moves for a while.
        var pushing = Task.Run(async () =>
        {
            while (sent < 1L << 30)
            {
                await client.WriteAsync(sending, patience.Token);
                Interlocked.Add(ref sent, sending.Length);
            }
        }, Token);
        await StandstillAsync(() => Interlocked.Read(ref sent));

        Assert.InRange(Interlocked.Read(ref sent), sending.Length, 100L << 20);
        Assert.False(pushing.IsCompleted);
        await patience.CancelAsync();
        await pushing.ContinueWith(_ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default);
        await server.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cut_resets_both_sides_and_every_new_connection_until_it_is_restored()
    {
        var (client, server) = await ConnectAsync();

        _relay.Cut();
        _relay.Cut();

        await AssertResetAsync(client);
        await AssertResetAsync(server);
        await AssertRefusedAsync();
        Assert.False(_server.HasWaiting);
        Assert.Equal((1, 1, true), (_relay.Cuts, _relay.Connections, _relay.IsCut));

        _relay.Restore();
        var (again, serverAgain) = await ConnectAsync();
        await again.WriteAsync(new byte[] { 7 }, Token);
        Assert.Equal(7, await ReadByteAsync(serverAgain));
        Assert.Equal((1, 2, false), (_relay.Cuts, _relay.Connections, _relay.IsCut));
    }

    [Theory(Timeout = 120_000)]
    [InlineData(1)]
    [InlineData(16 * 1024)]
    [InlineData(16 * 1024 + 1)]
    [InlineData(123_457)]
    public async Task A_cut_after_some_bytes_lets_exactly_these_through(int bytes)
    {
        var (client, server) = await ConnectAsync();
        var sent = RandomNumberGenerator.GetBytes(300_000);
        await client.WriteAsync(sent.AsMemory(0, 1000), Token);
        await server.ReadExactlyAsync(new byte[1000], Token);

        var cut = _relay.CutAfterUpBytes(bytes);
        var writing = WriteUntilResetAsync(client, sent.AsMemory(1000));
        var received = await ReadUntilResetAsync(server);
        await cut.WaitAsync(Token);
        await writing;

        Assert.Equal(sent[1000..(1000 + bytes)], received);
        Assert.Equal((1000L + bytes, 1, true), (_relay.BytesUp, _relay.Cuts, _relay.IsCut));

        // Once only.
        _relay.Restore();
        var (again, serverAgain) = await ConnectAsync();
        Assert.Equal(sent, await SendAndEndAsync(again, sent, serverAgain));
        Assert.Equal(1, _relay.Cuts);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_cut_that_is_called_off_does_not_come()
    {
        var (client, server) = await ConnectAsync();
        var cut = _relay.CutAfterUpBytes(500);
        _relay.CallOffCut();
        await cut.WaitAsync(Token);
        var sent = RandomNumberGenerator.GetBytes(10_000);
        Assert.Equal(sent, await SendAndEndAsync(client, sent, server));
        Assert.Equal((0, false), (_relay.Cuts, _relay.IsCut));
    }

    [Fact(Timeout = 120_000)]
    public async Task A_silent_link_passes_nothing_on_not_even_an_end_and_afterwards_everything()
    {
        var (client, server) = await ConnectAsync();

        _relay.Silence();
        await client.WriteAsync(new byte[] { 1, 2, 3 }, Token);
        client.Socket.Shutdown(SocketShutdown.Send);
        var reading = server.ReadAsync(new byte[10], Token).AsTask();
        var other = await TestServer.ConnectAsync(_relay.EndPoint, Token);
        await WaitUntilAsync(() => _relay.Connections == 2);

        // A link that is not silent carries such bytes at once: seen over a second relay to the same server.
        await AssertOtherLinkWorksAsync();
        Assert.False(reading.IsCompleted);
        Assert.Equal((0, 0, true), (_relay.BytesUp, _relay.Cuts, _relay.IsSilent));

        _relay.Unsilence();
        Assert.Equal(3, await reading);
        Assert.Equal(0, await server.ReadAsync(new byte[1], Token));
        await other.DisposeAsync();
    }

    [Fact(Timeout = 120_000)]
    public async Task A_silent_link_can_be_cut()
    {
        var (client, server) = await ConnectAsync();
        _relay.Silence();

        _relay.Cut();

        await AssertResetAsync(client);
        await AssertResetAsync(server);
    }

    [Fact(Timeout = 120_000)]
    public async Task Without_a_target_a_connection_is_reset()
    {
        _server.Dispose();

        await AssertRefusedAsync();
    }

    [Fact(Timeout = 180_000)]
    public async Task A_limited_link_takes_as_long_as_its_rate_says()
    {
        var time = new HeldTime();
        await using var slow = new LinkRelay(_server.EndPoint, time, bitsPerSecond: 256_000);
        var client = await TestServer.ConnectAsync(slow.EndPoint, Token);
        var server = await _server.TakeAsync(Token);
        var sent = RandomNumberGenerator.GetBytes(320_000);

        Assert.Equal(sent, await SendAndEndAsync(client, sent, server));

        // 320,000 bytes at 32,000 a second, in a time that only waiting moves.
        Assert.InRange(time.Waited.TotalSeconds, 9, 11);
    }

    private async Task<(NetworkStream Client, NetworkStream Server)> ConnectAsync()
    {
        var client = await TestServer.ConnectAsync(_relay.EndPoint, Token);
        return (client, await _server.TakeAsync(Token));
    }

    private async Task AssertOtherLinkWorksAsync()
    {
        await using var other = new LinkRelay(_server.EndPoint, TimeProvider.System);
        await using var client = await TestServer.ConnectAsync(other.EndPoint, Token);
        await using var server = await _server.TakeAsync(Token);
        await client.WriteAsync(new byte[] { 9 }, Token);
        Assert.Equal(9, await ReadByteAsync(server));
    }

    private static async Task<byte[]> SendAndEndAsync(NetworkStream from, byte[] bytes, NetworkStream to)
    {
        var sending = Task.Run(async () =>
        {
            await from.WriteAsync(bytes, Token);
            from.Socket.Shutdown(SocketShutdown.Send);
        }, Token);
        using var received = new MemoryStream();
        await to.CopyToAsync(received, Token);
        await sending;
        return received.ToArray();
    }

    private static async Task<int> ReadByteAsync(NetworkStream from)
    {
        var one = new byte[1];
        await from.ReadExactlyAsync(one, Token);
        return one[0];
    }

    private static async Task AssertResetAsync(NetworkStream stream)
    {
        var failure = await Assert.ThrowsAsync<IOException>(() => stream.ReadAsync(new byte[1], Token).AsTask());
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    // The reset may come before the connection is reported as made, or after.
    private async Task AssertRefusedAsync()
    {
        try
        {
            await AssertResetAsync(await TestServer.ConnectAsync(_relay.EndPoint, Token));
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
    }

    private static async Task<byte[]> ReadUntilResetAsync(NetworkStream stream)
    {
        using var received = new MemoryStream();
        await Assert.ThrowsAsync<IOException>(() => stream.CopyToAsync(received, Token));
        return received.ToArray();
    }

    private static async Task WriteUntilResetAsync(NetworkStream stream, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            await stream.WriteAsync(bytes, Token);
        }
        catch (IOException)
        {
            // Whether the kernel had taken all before the reset is its affair.
        }
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, Token);
    }

    private static async Task StandstillAsync(Func<long> value)
    {
        for (var (last, same) = (-1L, 0); same < 20;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System, Token);
            (last, same) = value() == last ? (last, same + 1) : (value(), 0);
        }
    }
}
