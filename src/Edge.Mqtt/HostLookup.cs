using System.Net;
using System.Net.Sockets;

namespace Edge.Mqtt;

/// <summary>
/// Where a name leads. Name servers may be dead, for which the system's resolver waits ten seconds and more, or lie; so where the owner of
/// the name was before is tried as well: first where the name still leads there, last where it leads elsewhere, alone where it leads nowhere.
/// </summary>
/// <param name="resolve">The system's resolver by default.</param>
public sealed class HostLookup(TimeProvider time, Func<string, Task<IPAddress[]>>? resolve = null)
{
    /// <summary>A name server behind a slow link has answered by then. It is waited for longer where nothing else is known.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly Func<string, Task<IPAddress[]>> _resolve = resolve ?? (host => Dns.GetHostAddressesAsync(host));
    private readonly Lock _gate = new();
    private (string Host, Task<IPAddress[]> Addresses)? _underWay;

    /// <summary>At least one address.</summary>
    /// <param name="lastSeen">Where the owner of that name has shown itself before.</param>
    /// <exception cref="SocketException">The name leads nowhere, and nothing else is known.</exception>
    public async Task<IReadOnlyList<HostAddress>> FindAsync(string host, IReadOnlyList<IPAddress> lastSeen, CancellationToken limit)
    {
        if (IPAddress.TryParse(host, out var literal)) return [new HostAddress(literal, Remembered: false)];
        try
        {
            var lookup = Begin(host);
            var found = lastSeen.Count == 0 ? await lookup.WaitAsync(limit) : await lookup.WaitAsync(Patience, time, limit);
            if (found.Length == 0) throw new SocketException((int)SocketError.NoData);
            return [.. lastSeen.Where(found.Contains).Concat(found).Distinct().Select(a => new HostAddress(a, Remembered: false)), .. Remembered(lastSeen.Except(found))];
        }
        catch (Exception e) when (lastSeen.Count > 0 && e is SocketException or TimeoutException)
        {
            return [.. Remembered(lastSeen)];
        }
    }

    // One that is under way is joined: the resolver cannot be interrupted, and asks for the same name one after another.
    private Task<IPAddress[]> Begin(string host)
    {
        lock (_gate)
        {
            if (_underWay is { } running && running.Host == host && !running.Addresses.IsCompleted) return running.Addresses;
            var lookup = _resolve(host);
            // Whoever waited may be gone; nobody looking is not an error.
            _ = lookup.ContinueWith(l => _ = l.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            _underWay = (host, lookup);
            return lookup;
        }
    }

    private static IEnumerable<HostAddress> Remembered(IEnumerable<IPAddress> addresses) => addresses.Select(a => new HostAddress(a, Remembered: true));
}

/// <summary>One address of a host.</summary>
/// <param name="Remembered">The name does not lead there now; it did when its owner was last there.</param>
public readonly record struct HostAddress(IPAddress Address, bool Remembered);
