using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

/// <summary>
/// Keeps what explains a failed handshake. A broker that refuses our certificate sends an alert and closes at once; our CONNECT may then
/// fail before the alert is read, and the library frees everything. A second reference to the session and its socket lets us still read it.
/// </summary>
internal sealed class Handshake : IDisposable
{
    [ThreadStatic]
    private static Handshake? t_current;

    private nint _ssl;
    private int _socket = -1;

    public Handshake() => t_current = this;

    /// <summary>The handshake of the calling thread: OpenSSL's callbacks run inside the library's calls.</summary>
    public static Handshake? Current => t_current;

    /// <summary>OpenSSL's verdict on the broker's certificate; 0 is good.</summary>
    public int Verdict { get; set; }

    public void Began(nint ssl)
    {
        if (_ssl != 0 || OpenSsl.SSL_up_ref(ssl) != 1) return;
        _ssl = ssl;
        _socket = Libc.Duplicate(OpenSsl.SSL_get_fd(ssl));
    }

    /// <summary>The alert that the other side has sent and nobody has read yet, in OpenSSL's words.</summary>
    public unsafe string? UnreadAlert()
    {
        if (_ssl == 0 || _socket < 0 || OpenSsl.SSL_is_init_finished(_ssl) == 0) return null;
        OpenSsl.ERR_clear_error();
        if (OpenSsl.SSL_set_fd(_ssl, _socket) != 1) return null;
        byte rest;
        if (OpenSsl.SSL_read(_ssl, &rest, 1) > 0) return null;
        return OpenSsl.ERR_get_error() is var code and not 0 ? Marshal.PtrToStringUTF8(OpenSsl.ERR_reason_error_string(code)) : null;
    }

    /// <summary>Nothing is left to explain, or all is said.</summary>
    public void Dispose()
    {
        if (_ssl != 0) OpenSsl.SSL_free(_ssl);
        if (_socket >= 0) Libc.Close(_socket);
        (_ssl, _socket) = (0, -1);
        if (t_current == this) t_current = null;
    }
}
