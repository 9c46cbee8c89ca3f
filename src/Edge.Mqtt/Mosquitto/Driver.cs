using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using static Edge.Mqtt.Mosquitto.MosquittoNative;

namespace Edge.Mqtt.Mosquitto;

/// <summary>
/// One connection's thread: it alone owns the library's handle, waits in poll(2), and calls loop_read, loop_write and loop_misc.
/// The library's own threads and its reconnecting connect in a blocking way, throw queues away and hang on silent links.
/// </summary>
internal sealed unsafe partial class Driver
{
    private const int Batch = 64;
    private const int LibraryWindow = 20; // libmosquitto's own limit of unacknowledged publishes
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private readonly MqttOptions _options;
    private readonly string _address;
    private readonly int _protocol;
    private readonly bool _eager;
    private readonly Outbox _outbox;
    private readonly ChannelWriter<MqttMessage> _inbox;
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Dictionary<int, Outgoing> _unanswered = [];

    // All below belongs to the thread; others only read what is volatile.
    private volatile Stage _stage = Stage.Tcp;
    private volatile int _maximumPacket = int.MaxValue;
    private volatile bool _versionRefused;
    private nint _handle;
    private Handshake? _handshake;
    private int _window = LibraryWindow;
    private int _lastId;
    private int _lastSize;
    private int _socketError;
    private long _dropped;
    private long _farewellSince;
    private string? _tlsError;
    private string? _end;
    private Exception? _broken;

    public Driver(MqttOptions options, string address, int protocol, Outbox outbox, ChannelWriter<MqttMessage> inbox)
    {
        (_options, _address, _protocol, _outbox, _inbox) = (options, address, protocol, outbox, inbox);
        _eager = options.Eager;
        new Thread(Run, maxStackSize: 512 * 1024) { IsBackground = true, Name = "mqtt" }.Start();
    }

    /// <summary>Completes when TCP is answered, or the attempt is over.</summary>
    public Task Answered => _answered.Task;

    /// <summary>Completes when the broker has accepted; faults when it will not be.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Completes when the thread is done and everything native is freed.</summary>
    public Task<string> Closed => _closed.Task;

    public Stage Stage => _stage;

    /// <summary>The broker has accepted this connection.</summary>
    public bool WasAccepted { get; private set; }

    public bool VersionRefused => _versionRefused;

    /// <summary>Nobody was found at the address: the same as silence, told by the kernel.</summary>
    public bool FoundNobody => _stage == Stage.Tcp && _socketError is Words.TimedOut or Words.NoHost;

    public int MaximumPacket => _maximumPacket;

    public long Dropped => Interlocked.Read(ref _dropped);

    private void Run()
    {
        string reason;
        try
        {
            NativeLibraries.Require();
            using var tls = TlsContext.Create(_options);
            using var handshake = new Handshake();
            _handshake = handshake;
            Connect(tls);
            reason = $"Broker {_options.Host}:{_options.Port}: {_end}.";
        }
        catch (MqttException e)
        {
            reason = e.Message;
        }
        foreach (var item in _unanswered.Values) item.Fail(reason);
        _outbox.Lose(reason);
        _inbox.TryComplete();
        if (_opened.TrySetException(new MqttException(reason))) _ = _opened.Task.Exception;
        _answered.TrySetResult();
        _closed.TrySetResult(reason);
    }

    private void Connect(TlsContext tls)
    {
        var self = GCHandle.Alloc(this);
        try
        {
            _handle = mosquitto_new(_options.ClientId, true, GCHandle.ToIntPtr(self));
            if (_handle == 0) throw new MqttException($"libmosquitto gave no handle for client id {_options.ClientId}.");
            Prepare(tls);
            var code = mosquitto_connect_async(_handle, _address, _options.Port, (int)_options.KeepAlive.TotalSeconds);
            // On loopback the whole handshake can happen in there; EPROTO is the library's own word for a failed one.
            _socketError = Marshal.GetLastPInvokeError() is var errno and not (Words.Again or Words.Protocol) ? errno : 0;
            if (code == 0) Pump();
            else _end ??= Explain(code);
        }
        finally
        {
            _outbox.Watch(-1);
            if (_handle != 0) mosquitto_destroy(_handle);
            self.Free();
        }
    }

    private void Prepare(TlsContext tls)
    {
        Callbacks.Set(_handle);
        Check(mosquitto_int_option(_handle, OptionProtocol, _protocol), "the protocol version");
        Check(mosquitto_int_option(_handle, OptionTcpNoDelay, 1), "TCP_NODELAY");
        Check(mosquitto_int_option(_handle, OptionSslContextWithDefaults, 0), "its TLS settings");
        Check(mosquitto_void_option(_handle, OptionSslContext, tls.Handle), "the TLS context");
        if (_options.Will is not { } will) return;
        fixed (byte* payload = will.Payload.Span)
            Check(mosquitto_will_set(_handle, will.Topic, will.Payload.Length, payload, (int)will.Qos, will.Retain), $"the last will for {will.Topic}");
    }

    private static void Check(int code, string what)
    {
        if (code != 0) throw new MqttException($"libmosquitto did not take {what} (code {code}).");
    }

    private void Pump()
    {
        var socket = mosquitto_socket(_handle);
        Libc.SetUserTimeout(socket, _options.UserTimeout);
        if (_options.SendBuffer is { } bytes) Libc.SetSendBuffer(socket, bytes);
        _outbox.Watch(socket);

        while (_end is null)
        {
            var ready = Wait(socket);
            if (_stage == Stage.Tcp) ConnectTcp(socket, ready);
            if (_stage != Stage.Tcp && _end is null) Serve(socket, ready);
            if (_outbox.Closing) SayGoodbye();
            if (_broken is { } fault) _end = $"a callback failed: {fault.GetType().Name}: {fault.Message}";
        }
    }

    private short Wait(int socket)
    {
        var entries = stackalloc Libc.PollEntry[2];
        entries[0] = new() { Descriptor = socket, Events = Interest() };
        entries[1] = new() { Descriptor = _outbox.Event, Events = Libc.PollIn };
        _ = Libc.Poll(entries, 2, MayDispatch && MaySend() ? 0 : _outbox.Closing ? 50 : 1000);
        if (entries[1].Returned != 0) Libc.Reset(_outbox.Event);
        return entries[0].Returned;
    }

    // Before the handshake is over want_write says nothing, and asking for POLLOUT would spin.
    private short Interest()
    {
        if (_stage == Stage.Tcp) return Libc.PollOut;
        var ssl = mosquitto_ssl_get(_handle);
        var writes = ssl != 0 && (OpenSsl.SSL_is_init_finished(ssl) != 0 ? WantsWrite : OpenSsl.SSL_want(ssl) == OpenSsl.WantWriting);
        return (short)(Libc.PollIn | (writes ? Libc.PollOut : 0));
    }

    private void ConnectTcp(int socket, short ready)
    {
        if (ready == 0) return;
        // The library's own first SSL_connect may have taken the socket's error already; then it is what connect_async left.
        var error = Libc.TakeError(socket);
        if (error == 0 && (ready & (Libc.PollError | Libc.PollHangUp)) != 0) error = _socketError is 101 or Words.TimedOut or Words.NoHost ? _socketError : 111;
        _socketError = error;
        if (error != 0)
        {
            _end = Words.System(error);
            return;
        }
        _stage = Stage.Tls;
        _answered.TrySetResult();
    }

    private void Serve(int socket, short ready)
    {
        var gone = (ready & (Libc.PollError | Libc.PollHangUp)) != 0;
        if (gone && Libc.TakeError(socket) is var error and not 0) _socketError = error;

        // Reading comes first: an alert that explains the end waits in front of it. A dead socket still holds what came before.
        for (var i = 0; i < (gone ? 16 : 1) && _end is null; i++) Handle(mosquitto_loop_read(_handle, 1));
        if (_end is null) Handle(mosquitto_loop_write(_handle, 1));
        if (_end is not null) return;
        if (_stage == Stage.Tls && OpenSsl.SSL_is_init_finished(mosquitto_ssl_get(_handle)) != 0)
        {
            _stage = Stage.Connack;
            if (_eager) _opened.TrySetResult();
        }
        if (_stage != Stage.Open)
        {
            // The library takes an error of the system during the handshake for success and would wait for ever.
            if (gone) _end = Explain(0);
            else if (MayDispatch) Dispatch();
            return;
        }
        Handle(mosquitto_loop_misc(_handle));
        if (_end is null) Dispatch();
    }

    // The CONNECT has gone to the socket before anything else may.
    private bool MayDispatch => _stage == Stage.Open || (_eager && _stage == Stage.Connack);

    private void Handle(int code)
    {
        if (code != 0) Disconnected(code);
    }

    // The clock is the kernel's, as for the poll it bounds.
    private void SayGoodbye()
    {
        if (_farewellSince == 0) _farewellSince = Stopwatch.GetTimestamp();
        var late = Stopwatch.GetElapsedTime(_farewellSince) > Farewell;
        if (_stage == Stage.Open && _end is null && !late)
        {
            if (_outbox.TryPeek(out _) || WantsWrite) return;
            _ = mosquitto_disconnect(_handle);
        }
        _end ??= "closed by us";
    }
}
