using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace Edge.Mqtt.MqttNet;

/// <summary>Gives the library our channel in place of its own.</summary>
internal sealed class ChannelFactory(TlsChannel channel, MqttConnAckPacket? presumed, Action<MqttConnAckPacket> answered) : IMqttClientAdapterFactory
{
    public IMqttChannelAdapter CreateClientAdapter(MqttClientOptions options, MqttPacketInspector packetInspector, IMqttNetLogger logger) =>
        new EagerAdapter(new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(options.WriterBufferSize, options.WriterBufferSizeMax)), logger), presumed, answered);
}
