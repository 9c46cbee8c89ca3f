using System.Net;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Edge.Mqtt.MqttNet;

/// <summary>Connects through MQTTnet: MQTT 5 first, 3.1.1 where the broker knows no better.</summary>
public sealed class MqttNetConnector(TimeProvider time, SegmentSize segments, HostLookup? names = null) : IMqttConnector
{
    private readonly HostLookup _names = names ?? new HostLookup(time);
    private volatile string? _speaks311;
    private volatile Welcome? _last;

    /// <inheritdoc/>
    public Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken) =>
        new Dialer(time, _names).DialAsync(options, (address, limit, caller) => ConnectAsync(options, address, limit, caller), cancellationToken);

    private async Task<IMqttConnection> ConnectAsync(MqttOptions options, HostAddress address, CancellationToken limit, CancellationToken caller)
    {
        var broker = $"{options.Host}:{options.Port}";
        if (_speaks311 != broker)
        {
            try
            {
                // Presumed only after a connection that the same broker accepted.
                var presumed = options.Eager && _last is { } last && last.Broker == broker ? last.Packet : null;
                var newest = await OpenAsync(options, address, MqttProtocolVersion.V500, presumed, limit, caller);
                _last = newest.Welcome;
                return newest;
            }
            catch (VersionRefusedException)
            {
            }
        }
        try
        {
            var connection = await OpenAsync(options, address, MqttProtocolVersion.V311, null, limit, caller);
            _speaks311 = broker;
            return connection;
        }
        catch (VersionRefusedException e)
        {
            throw new MqttException(e.Message, e);
        }
    }

    private async Task<MqttNetConnection> OpenAsync(MqttOptions options, HostAddress address, MqttProtocolVersion version, MqttConnAckPacket? presumed, CancellationToken limit, CancellationToken caller)
    {
        using var identity = PinnedTls.Load(options);
        var stage = Stage.Tcp;
        var hub = address.Address;
        try
        {
            var ways = new TcpWays(NetworkWay.To(hub, options.Interfaces, options.FirstWay), options.Stagger);
            var dialled = await new TcpRace(w => new TcpDial(options, hub, w, segments), ways, options, time).RunAsync(limit, caller);
            var (way, socket) = (dialled.Way, dialled.Socket);
            var own = ((IPEndPoint)socket.LocalEndPoint!).Address;
            var path = new MqttPath(address, own, way ?? SegmentSize.InterfaceOf(own), way is null ? null : SegmentSize.InterfaceTo(hub));
            var connection = new MqttNetConnection(options, new TlsChannel(identity, socket, time), time, presumed) { SegmentBytes = dialled.SegmentBytes, Path = path };
            try
            {
                if (options.BeforeHello is { } wait) await wait(limit);
                await connection.OpenAsync(version, limit);
                segments.Answered(hub, way);
                connection.Ended = (acknowledged, retransmitted) => segments.Ended(hub, acknowledged, retransmitted, way);
                return connection;
            }
            catch
            {
                stage = connection.Stage;
                if (!caller.IsCancellationRequested && (limit.IsCancellationRequested || connection.TimedOut)) segments.Unanswered(hub, way);
                await connection.AbandonAsync();
                throw;
            }
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is not VersionRefusedException)
        {
            throw Dialer.Ended(options, stage, caller);
        }
    }
}

/// <summary>The broker does not speak this version of MQTT.</summary>
internal sealed class VersionRefusedException(string message, Exception? inner = null) : Exception(message, inner);
