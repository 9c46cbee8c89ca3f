using System.ComponentModel.DataAnnotations;

namespace Edge.Mqtt;

/// <summary>Which client library speaks MQTT; the same section on board and hub.</summary>
public sealed class MqttSettings
{
    public const string Section = "Mqtt";
    public const string Mosquitto = "mosquitto";
    public const string MqttNet = "mqttnet";

    /// <summary>What is wrong where this build has no <see cref="MqttNet"/>.</summary>
    public static string Missing { get; } = IotAdapters.Missing($"{Section}:{nameof(Client)}={MqttNet}", $"{Section}:{nameof(Client)}={Mosquitto}");

    /// <summary>mosquitto is Debian's libmosquitto; mqttnet is MQTTnet, where the build included it.</summary>
    [Required, RegularExpression($"{Mosquitto}|{MqttNet}")]
    public string Client { get; init; } = Mosquitto;

    /// <summary>False where the client asked for is not in this build.</summary>
    public bool IsThere => Client != MqttNet || IotAdapters.AreThere;

    /// <summary>The client asked for.</summary>
    public IMqttConnector Connector(TimeProvider time) =>
        Client == MqttNet ? IotAdapters.Make<IMqttConnector>("Edge.Iot.Mqtt.MqttNetConnector", time) : new Mosquitto.MosquittoConnector(time);
}
