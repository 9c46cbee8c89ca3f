using MQTTnet.Packets;

namespace Edge.Mqtt.MqttNet;

/// <summary>A broker's answer to CONNECT on one connection, once it has come.</summary>
internal sealed class Welcome(string broker)
{
    private volatile MqttConnAckPacket? _packet;

    public string Broker { get; } = broker;

    /// <summary>Null until the broker has accepted.</summary>
    public MqttConnAckPacket? Packet
    {
        get => _packet;
        set => _packet = value;
    }

    /// <summary>What was sent trusting that answer stays within this one too.</summary>
    public static bool Allows(MqttConnAckPacket real, MqttConnAckPacket presumed) =>
        Most(real.ReceiveMaximum) >= Most(presumed.ReceiveMaximum) && Most(real.MaximumPacketSize) >= Most(presumed.MaximumPacketSize);

    // Zero is what an absent limit is read as.
    private static uint Most(uint limit) => limit == 0 ? uint.MaxValue : limit;
}
