using System.Net.Sockets;
using System.Security.Authentication;

namespace Edge.Mqtt.MqttNet;

/// <summary>Why a connection failed.</summary>
internal static class Causes
{
    public static string Of(TlsChannel channel, Exception? told)
    {
        if (channel.Verdict is { } verdict) return verdict;
        if (channel.Failure is { } failure && Of(failure) is { } cause) return cause;
        return told is not null && Of(told) is { } other ? other : Words.Closed;
    }

    /// <summary>Somebody else answered.</summary>
    public static bool IsStranger(TlsChannel channel, string cause) => channel.Verdict is not null || cause == Words.NoTls;

    private static string? Of(Exception e)
    {
        var chain = Chain(e).ToList();
        if (chain.OfType<RefusedException>().FirstOrDefault() is { } refused) return refused.Message;
        // OpenSSL's own line says more than what is round it.
        if (chain.Find(x => x.Message.Contains("SSL routines", StringComparison.Ordinal)) is { } tls) return Words.Tls(tls.Message);
        if (chain.OfType<SocketException>().FirstOrDefault() is { } socket) return Words.System(socket.NativeErrorCode);
        // Bytes that are no TLS record: SslStream has nothing else to say of them.
        if (chain.OfType<AuthenticationException>().Any(x => x.Message.Contains("frame size", StringComparison.Ordinal))) return Words.NoTls;
        return chain[^1] is AuthenticationException or IOException ? $"TLS failed: {chain[^1].Message}" : null;
    }

    private static IEnumerable<Exception> Chain(Exception? e)
    {
        for (; e is not null; e = e.InnerException) yield return e;
    }
}
