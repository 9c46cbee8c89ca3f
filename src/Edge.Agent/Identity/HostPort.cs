using System.Globalization;

namespace Edge.Agent.Identity;

/// <summary>HOST:PORT as it stands in a provisioning file.</summary>
internal readonly record struct HostPort(string Host, int Port)
{
    /// <exception cref="FormatException">It is not of that form.</exception>
    public static HostPort Parse(string text, string what)
    {
        var colon = text.LastIndexOf(':');
        var host = colon > 0 ? text[..colon].Trim('[', ']') : "";
        return host.Length > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new HostPort(host, port)
            : throw new FormatException($"{what} is '{text}'; it must be HOST:PORT");
    }
}
