using System.Net;
using System.Security.Cryptography.X509Certificates;
using MQTTnet.Adapter;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Edge.Mqtt.MqttNet;

/// <summary>
/// Between the library and the wire. Where an answer to CONNECT may be presumed, the library gets that of the connection before at once
/// and goes on in the same flight; the real one is judged when it comes, and the library never sees it. Packet ids, keep-alive and
/// acknowledgements stay the library's.
/// </summary>
/// <param name="answered">Hears the broker's answer before anything that came behind it; what it throws ends the connection.</param>
internal sealed class EagerAdapter(IMqttChannelAdapter inner, MqttConnAckPacket? presumed, Action<MqttConnAckPacket> answered) : IMqttChannelAdapter
{
    private bool _told;
    private bool _answered;

    public long BytesReceived => inner.BytesReceived;

    public long BytesSent => inner.BytesSent;

    public X509Certificate2? ClientCertificate => inner.ClientCertificate;

    public EndPoint? RemoteEndPoint => inner.RemoteEndPoint;

    public EndPoint? LocalEndPoint => inner.LocalEndPoint;

    public bool IsSecureConnection => inner.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter => inner.PacketFormatterAdapter;

    public Task ConnectAsync(CancellationToken cancellationToken) => inner.ConnectAsync(cancellationToken);

    public Task DisconnectAsync(CancellationToken cancellationToken) => inner.DisconnectAsync(cancellationToken);

    public void ResetStatistics() => inner.ResetStatistics();

    public Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken) => inner.SendPacketAsync(packet, cancellationToken);

    public void Dispose() => inner.Dispose();

    public async Task<MqttPacket?> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        if (presumed is not null && !_told)
        {
            _told = true;
            return presumed;
        }
        var packet = await inner.ReceivePacketAsync(cancellationToken);
        if (_answered || packet is not MqttConnAckPacket answer) return packet;
        _answered = true;
        answered(answer);
        return presumed is null ? answer : await inner.ReceivePacketAsync(cancellationToken);
    }
}
