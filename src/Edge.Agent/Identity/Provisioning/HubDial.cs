using System.Net;
using System.Net.Sockets;
using Edge.Hosting.Linux;
using Edge.Mqtt;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>How one HTTPS request reaches the hub: directly and through no proxy, at any of its addresses and over any link, with the segment size that the network is known to carry.</summary>
/// <param name="first">With which of them it is begun.</param>
internal sealed class HubDial(SegmentSize segments, IReadOnlyList<IPAddress> lastSeen, HostLookup names, int first, TimeProvider time)
{
    // Of several addresses and links one may lead nowhere.
    private static readonly TimeSpan ShareOfOne = TimeSpan.FromSeconds(3);

    /// <summary>The address that answered TCP; null before one has.</summary>
    public IPAddress? Answered { get; private set; }

    /// <summary>The network interface, where it was not the kernel's choice.</summary>
    public string? Way { get; private set; }

    /// <summary>The name has led somewhere.</summary>
    public bool Resolved { get; private set; }

    /// <summary>How many addresses and links there are to try.</summary>
    public int Choices { get; private set; }

    /// <summary>The limit its segments have; null for the network's own.</summary>
    public int? SegmentBytes { get; private set; }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await names.FindAsync(context.DnsEndPoint.Host, lastSeen, cancellationToken);
        Resolved = true;
        var interfaces = DefaultRoutes.Interfaces(new SysFiles());
        var all = addresses.SelectMany(a => NetworkWay.To(a.Address, interfaces).Select(w => (a.Address, Way: w))).ToList();
        Choices = all.Count;
        List<(IPAddress, string?)> tries = [.. all.Skip(first % all.Count), .. all.Take(first % all.Count)];
        for (var i = 0; ; i++)
        {
            var ((address, way), last) = (tries[i], i == tries.Count - 1);
            using var share = last ? new CancellationTokenSource() : new CancellationTokenSource(ShareOfOne, time);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, share.Token);
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                SegmentBytes = segments.Apply(socket, address, way);
                NetworkWay.Bind(socket, way);
                await socket.ConnectAsync(address, context.DnsEndPoint.Port, limit.Token);
                (Answered, Way) = (address, way);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (Exception e) when (!last && (e is SocketException || (e is OperationCanceledException && share.IsCancellationRequested)))
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
