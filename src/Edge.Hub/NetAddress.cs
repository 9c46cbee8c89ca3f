using System.Globalization;
using System.Net;
using Edge.Hosting.Configuration;

namespace Edge.Hub;

/// <summary>ADDR:PORT and HOST:PORT, as people write them.</summary>
internal static class NetAddress
{
    /// <summary>An address to listen on; port 0 is any free one.</summary>
    public static bool TryParse(string? text, out IPEndPoint endpoint)
    {
        endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        if (!TrySplit(text, out var host, out var port)) return false;
        if (!IPAddress.TryParse(host == "localhost" ? "127.0.0.1" : host, out var address)) return false;
        endpoint = new IPEndPoint(address, port);
        return true;
    }

    /// <summary>An address to listen on that the configuration's check has let through.</summary>
    /// <exception cref="ConfigurationException">It has not.</exception>
    public static IPEndPoint Parse(string text) => TryParse(text, out var endpoint) ? endpoint : throw new ConfigurationException($"'{text}' is not ADDR:PORT");

    /// <summary>A host to connect to: a name, an IPv4 address, or an IPv6 address in brackets.</summary>
    public static bool TrySplit(string? text, out string host, out int port)
    {
        (host, port) = ("", 0);
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        host = text![..colon];
        if (host.StartsWith('[') && host.EndsWith(']')) host = host[1..^1];
        else if (host.Contains(':', StringComparison.Ordinal)) return false;
        port = number;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown;
    }

    /// <summary>HOST:PORT again, with brackets where IPv6 needs them.</summary>
    public static string Join(string host, int port) => host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{host}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    /// <summary>Where a listener on all addresses is reached from this machine.</summary>
    public static string Local(IPEndPoint endpoint) =>
        endpoint.Address.Equals(IPAddress.Any) || endpoint.Address.Equals(IPAddress.IPv6Any) ? "127.0.0.1" : endpoint.Address.ToString();
}
