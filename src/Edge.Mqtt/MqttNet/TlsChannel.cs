using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Channel;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// The library's way to the network, made by ourselves. A packet goes out in one piece and is never cut short by a token: the library's
/// own channel leaves half a packet behind a cancelled publish, and everything after it is nonsense to the broker.
/// </summary>
internal sealed class TlsChannel(PinnedTls identity, Socket socket, TimeProvider time) : IMqttChannel
{
    private const int BufferBytes = 64 * 1024; // the library's is 8 KiB: eight times the reads and writes of a chunk

    private const int InfoBytes = 168;
    private const int LeastKernelBytes = 4 * 1024;
    private const int MostKernelBytes = 512 * 1024;

    private readonly SslStream _tls = new(new NetworkStream(socket, ownsSocket: true));
    private readonly ArrayBufferWriter<byte> _packet = new(BufferBytes);
    private readonly byte[] _read = new byte[BufferBytes];
    private readonly TaskCompletionSource _unreadable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TaskCompletionSource? _writing;
    private volatile bool _reads;
    private volatile Exception? _failure;
    private int _kernelBytes;
    private int _start;
    private int _end;
    private long _heardAt = time.GetTimestamp();

    public Stage Stage { get; set; } = Stage.Tls;

    /// <summary>The first thing that went wrong, which the library does not always tell.</summary>
    public Exception? Failure => _failure;

    public string? Verdict => identity.Verdict;

    /// <summary>Completes when no packet is being written.</summary>
    public Task Idle => _writing?.Task ?? Task.CompletedTask;

    /// <summary>Since when nothing has come.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref _heardAt));

    /// <summary>What the kernel has counted (TCP_INFO) when it ended: bytes the other side has acknowledged, and segments sent again. Null where it does not say.</summary>
    public (long Acknowledged, long Retransmitted)? Carried { get; private set; }

    /// <summary>What the kernel has measured (TCP_INFO).</summary>
    public LinkSample Link
    {
        get
        {
            const int flags = 7, leastMicroseconds = 148, deliveryRate = 160;
            Span<byte> info = stackalloc byte[InfoBytes];
            if (!Ask(info)) return default;
            // All ones before the first; and a rate that lacked something to send says nothing of the link.
            var (roundTrip, lacked) = (BitConverter.ToUInt32(info[leastMicroseconds..]), (info[flags] & 1) != 0);
            return new LinkSample(roundTrip == uint.MaxValue ? TimeSpan.Zero : TimeSpan.FromMicroseconds(roundTrip), lacked ? 0 : BitConverter.ToUInt64(info[deliveryRate..]));
        }
    }

    public int Descriptor => (int)socket.Handle;

    /// <summary>Has the kernel take no more than about so many bytes before it makes a write wait.</summary>
    public void LimitKernel(int bytes)
    {
        // A packet of 1,448 bytes counts as some 2,300 there, and the kernel doubles what it is told.
        var limit = Math.Clamp(bytes / 5 * 4, LeastKernelBytes, MostKernelBytes);
        if (Math.Abs(limit - _kernelBytes) * 8 < _kernelBytes) return;
        _kernelBytes = limit;
        try
        {
            socket.SendBufferSize = limit;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has just ended.
        }
    }

    public void SetUserTimeout(TimeSpan time) => TcpDial.SetUserTimeout(socket, time);

    public X509Certificate2? ClientCertificate => null;

    public EndPoint? RemoteEndPoint => socket.RemoteEndPoint;

    public EndPoint? LocalEndPoint => socket.LocalEndPoint;

    public bool IsSecureConnection => true;

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _tls.AuthenticateAsClientAsync(identity.Options, cancellationToken);
            Stage = Stage.Connack;
        }
        catch (Exception e)
        {
            _failure ??= e;
            throw;
        }
    }

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            _reads = true;
            try
            {
                (_start, _end) = (0, await _tls.ReadAsync(_read, cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                _failure ??= e;
                _unreadable.TrySetResult();
                throw;
            }
            Interlocked.Exchange(ref _heardAt, time.GetTimestamp());
        }
        var taken = Math.Min(count, _end - _start);
        _read.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    public async Task WriteAsync(ReadOnlySequence<byte> buffer, bool isEndOfPacket, CancellationToken cancellationToken)
    {
        foreach (var part in buffer) _packet.Write(part.Span);
        if (!isEndOfPacket) return;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _writing = done;
        try
        {
            // Not the given token: only the end of the connection ends a write.
            await _tls.WriteAsync(_packet.WrittenMemory, CancellationToken.None);
        }
        catch (Exception e)
        {
            _failure ??= (Stage == Stage.Connack ? await UnreadAsync() : null) ?? e;
            throw;
        }
        finally
        {
            _packet.ResetWrittenCount();
            _writing = null;
            done.SetResult();
        }
    }

    /// <summary>Ends it because of what the broker said.</summary>
    /// <exception cref="RefusedException">Always: for whoever read it.</exception>
    [DoesNotReturn]
    public void Refuse(string why)
    {
        var refusal = new RefusedException(why);
        _failure ??= refusal;
        throw refusal;
    }

    // An alert says more than the reset that overtook it; a dead socket still holds what came before. The library reads before CONNACK only
    // where it is presumed, and then comes upon the alert itself.
    private async Task<Exception?> UnreadAsync()
    {
        var reading = _reads ? _unreadable.Task : _tls.ReadAsync(_read, CancellationToken.None).AsTask();
        try
        {
            await reading.WaitAsync(TimeSpan.FromSeconds(1), time);
            return _failure;
        }
        catch (Exception e)
        {
            return e is IOException { InnerException: SocketException } or TimeoutException ? null : e;
        }
    }

    /// <summary>Ends it at once; what the kernel has not sent is dropped where <paramref name="drop"/> says so.</summary>
    public void Close(bool drop)
    {
        Carried ??= Counted();
        if (drop) socket.Close(0);
        Dispose();
    }

    public void Dispose()
    {
        Carried ??= Counted();
        _tls.Dispose();
        socket.Dispose();
    }

    private (long Acknowledged, long Retransmitted)? Counted()
    {
        const int totalRetransmitted = 100, bytesAcknowledged = 120;
        Span<byte> info = stackalloc byte[InfoBytes];
        return Ask(info) ? ((long)BitConverter.ToUInt64(info[bytesAcknowledged..]), BitConverter.ToUInt32(info[totalRetransmitted..])) : null;
    }

    // The kernel's TCP_INFO (linux/tcp.h); false where it does not say as much.
    private bool Ask(Span<byte> info)
    {
        const int tcp = 6, tcpInfo = 11;
        try
        {
            return socket.GetRawSocketOption(tcp, tcpInfo, info) == info.Length;
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }
}

/// <summary>The broker's answer to CONNECT ends a connection that had not waited for it.</summary>
internal sealed class RefusedException(string message) : Exception(message);
