using System.Net;

namespace Edge.Contracts.Shown;

/// <summary>
/// Which Host a listener answers to. A page of somebody else's reaches what listens here by a name of its own that it makes point here;
/// it cannot make an address do so. What has no Host is no browser.
/// </summary>
public static class HostRule
{
    /// <param name="host">The header's host, without its port.</param>
    /// <param name="isOurs">Whether a name is one under which people come here on purpose.</param>
    public static bool Allows(string host, Func<string, bool> isOurs) =>
        host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _) || isOurs(host);
}
