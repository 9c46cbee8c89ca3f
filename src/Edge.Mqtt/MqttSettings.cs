using System.ComponentModel.DataAnnotations;
using Edge.Mqtt.MqttNet;

namespace Edge.Mqtt;

/// <summary>Which client library speaks MQTT; the same section on board and hub.</summary>
public sealed class MqttSettings
{
    public const string Section = "Mqtt";
    public const string Mosquitto = "mosquitto";
    public const string MqttNet = "mqttnet";

    /// <summary>mosquitto is Debian's libmosquitto; mqttnet is MQTTnet.</summary>
    [Required, RegularExpression($"{Mosquitto}|{MqttNet}")]
    public string Client { get; init; } = MqttNet;

    /// <summary>The client asked for.</summary>
    public IMqttConnector Connector(TimeProvider time, SegmentSize segments) =>
        Client == MqttNet ? new MqttNetConnector(time, segments) : new Mosquitto.MosquittoConnector(time);
}
