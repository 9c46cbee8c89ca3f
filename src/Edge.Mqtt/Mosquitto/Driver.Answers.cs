using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

// What the library tells, inside its loop calls and so on the driver's thread.
internal sealed unsafe partial class Driver
{
    internal void Accepted(int reason, int receiveMaximum, uint maximumPacket)
    {
        _versionRefused = reason is 1 or 132;
        if (reason != 0)
        {
            _end ??= Words.Connack(reason);
            return;
        }
        if (receiveMaximum > 0) _window = Math.Min(_window, receiveMaximum);
        if (maximumPacket is > 0 and < int.MaxValue) _maximumPacket = (int)maximumPacket;
        _stage = Stage.Open;
        WasAccepted = true;
        _handshake?.Dispose();
        _opened.TrySetResult();
    }

    internal void Disconnected(int code)
    {
        // Before CONNACK, an answer that is no MQTT 5 packet is how a 3.1.1 broker says that it knows no better.
        if (_end is null && _stage != Stage.Open && (code is 2 or 21)) _versionRefused = true;
        _end ??= Explain(code);
    }

    internal void Published(int id, int reason)
    {
        if (!_unanswered.Remove(id, out var item)) return; // QoS 0: nobody waits
        if (reason >= 128) item.Fail($"The broker refused the message: {Words.Refusal(reason)}.");
        else item.Answer?.TrySetResult();
    }

    internal void Subscribed(int id, ReadOnlySpan<int> granted)
    {
        if (!_unanswered.Remove(id, out var item) || item is not OutgoingSubscribe subscribe) return;
        for (var i = 0; i < granted.Length; i++)
        {
            if (granted[i] < 128) continue;
            item.Fail($"The broker refused the subscription to {subscribe.Names[i]}: {Words.Refusal(granted[i])}.");
            return;
        }
        item.Answer?.TrySetResult();
    }

    internal void Received(MqttMessage message)
    {
        if (!_inbox.TryWrite(message)) Interlocked.Increment(ref _dropped);
    }

    // The first line is the cause, and the alert of the other side comes alone.
    internal void Logged(string line)
    {
        if (line.StartsWith("OpenSSL", StringComparison.Ordinal)) _tlsError ??= line;
    }

    internal void Broken(Exception exception) => _broken ??= exception;

    private string Explain(int code)
    {
        if (_outbox.Closing && code == 0) return "closed by us";
        if (_handshake?.Verdict is { } verdict and not 0)
        {
            var text = Marshal.PtrToStringUTF8(OpenSsl.X509_verify_cert_error_string(verdict));
            return $"the broker's certificate is refused: {text} (expected name {_options.ServerName}, authorities {_options.CaFile})";
        }
        if (code >= 128 || code == Words.LibraryKeepAlive) return Words.Library(code);
        // An alert says more than the reset that follows it.
        var tls = _tlsError ?? _handshake?.UnreadAlert();
        if (tls?.Contains(" alert ", StringComparison.Ordinal) == true) return Words.Tls(tls);
        if (_socketError is not (0 or Words.InProgress)) return Words.System(_socketError);
        return tls is not null ? Words.Tls(tls) : Words.Library(code);
    }
}
