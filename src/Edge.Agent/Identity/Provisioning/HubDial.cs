using System.Net;
using System.Net.Sockets;
using Edge.Mqtt;

namespace Edge.Agent.Identity.Provisioning;

/// <summary>How one HTTPS request reaches the hub: with the segment size that the network is known to carry.</summary>
internal sealed class HubDial(SegmentSize segments)
{
    /// <summary>The address that answered TCP; null before one has.</summary>
    public IPAddress? Answered { get; private set; }

    /// <summary>The limit its segments have; null for the network's own.</summary>
    public int? SegmentBytes { get; private set; }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                SegmentBytes = segments.Apply(socket, addresses[i]);
                await socket.ConnectAsync(addresses[i], context.DnsEndPoint.Port, cancellationToken);
                Answered = addresses[i];
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Length - 1)
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
