using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Edge.Mqtt;

/// <summary>Turns codes of the system, OpenSSL and MQTT into an operator's words.</summary>
internal static class Words
{
    public const string Closed = "the broker closed the connection and gave no reason (so does mosquitto when another connection uses the same certificate)";
    public const string KeepAlive = "the keep-alive ran out: the broker did not answer a ping";
    public const string NoTls = "whoever answers there does not speak TLS";
    public const int TimedOut = 110;
    public const int NoHost = 113;

    public static string Waiting(Stage stage) => stage switch
    {
        Stage.Resolving => "the name did not resolve",
        Stage.Tcp => "no answer to the TCP connection (wrong address, no route, or a firewall)",
        Stage.Tls => "the other side took the TCP connection but did not finish the TLS handshake",
        Stage.Connack => "the broker finished TLS but did not answer CONNECT",
        _ => "no answer",
    };

    public static string System(int errno) => errno switch
    {
        101 or 100 => "the network is unreachable (link down or no route)",
        104 or 32 => "the connection was reset by the other side",
        TimedOut => "the connection timed out: what was sent was not acknowledged",
        111 => "the connection was refused: nothing listens on that port",
        NoHost => "no route to the host",
        _ => Marshal.GetPInvokeErrorMessage(errno),
    };

    /// <summary>Why a name led nowhere.</summary>
    public static string Unresolved(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.TryAgain => "the name does not resolve: no name server (DNS) answers",
        SocketError.NoData => "the name has no address",
        SocketError.HostNotFound => "the name does not resolve: the name server (DNS) knows no such name",
        _ => $"the name does not resolve: {e.Message}",
    };

    /// <summary>The CONNACK of MQTT 5 and 3.1.1.</summary>
    public static string Connack(int reason) => reason switch
    {
        1 or 132 => "the broker does not speak this version of MQTT",
        2 or 133 => "the broker does not accept the client id",
        3 or 136 => "the broker is not available now",
        4 or 134 => "the broker refuses: bad user name or password",
        5 or 135 => "the broker refuses: not authorised",
        137 => "the broker is busy",
        138 => "the broker has banned this client",
        _ => Invariant($"the broker refuses with reason {reason}"),
    };

    /// <summary>A reason of 128 or more that MQTT 5 gives to a PUBACK, SUBACK or DISCONNECT.</summary>
    public static string Refusal(int reason) => reason switch
    {
        128 => "unspecified error (128)",
        129 => "malformed packet (129)",
        130 => "protocol error (130)",
        131 => "not supported by the broker (131)",
        135 => "not authorised (135)",
        137 => "broker busy (137)",
        139 => "broker shutting down (139)",
        141 => "keep-alive ran out at the broker (141)",
        142 => "taken over: another connection uses the same name (142)",
        143 => "topic filter invalid (143)",
        144 => "topic name invalid (144)",
        149 => "packet too large (149)",
        150 => "message rate too high (150)",
        151 => "quota exceeded (151)",
        152 => "administrative action (152)",
        _ => Invariant($"reason {reason}"),
    };

    /// <summary>The last part of OpenSSL's line, without the words that only its authors need.</summary>
    public static string Tls(string line)
    {
        var text = line[(line.LastIndexOf(':') + 1)..];
        if (text is "wrong version number" or "packet length too long" or "record layer failure") return NoTls;
        foreach (var prefix in (string[])["sslv3 alert ", "tlsv1 alert ", "tlsv13 alert "])
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
                return $"the broker refuses our certificate or handshake: {text[prefix.Length..]}";
        }
        return $"TLS failed: {text}";
    }

    /// <summary>The DISCONNECT of an MQTT 5 broker.</summary>
    public static string Disconnect(int reason) => $"the broker closed the connection: {Refusal(reason)}";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
