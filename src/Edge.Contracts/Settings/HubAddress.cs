using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Edge.Contracts.Settings;

/// <summary>HOST:PORT of a hub: a DNS name, an IPv4 address, or an IPv6 address in brackets.</summary>
public readonly record struct HubAddress(string Host, int Port)
{
    /// <summary>What it has to be, for error messages.</summary>
    public const string Rule = "HOST:PORT with a DNS name, an IPv4 address or an IPv6 address in brackets, and a port of 1 to 65535";

    private const int LongestHost = 253;

    /// <summary>Reads it; false where it is not of that form.</summary>
    public static bool TryParse(string? text, out HubAddress address)
    {
        address = default;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon <= 0 || !ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) return false;
        var host = text![..colon];
        if (host.StartsWith('[') && host.EndsWith(']'))
        {
            host = host[1..^1];
            if (host.Contains('%', StringComparison.Ordinal) || !IPAddress.TryParse(host, out var v6) || v6.AddressFamily != AddressFamily.InterNetworkV6) return false;
        }
        else if (host.Length > LongestHost || !host.All(IsOfName) || Uri.CheckHostName(host) is not (UriHostNameType.Dns or UriHostNameType.IPv4))
        {
            return false;
        }
        address = new HubAddress(host, port);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-';
}
