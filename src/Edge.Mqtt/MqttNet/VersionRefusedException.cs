namespace Edge.Mqtt.MqttNet;

/// <summary>The broker does not speak this version of MQTT.</summary>
internal sealed class VersionRefusedException(string message, Exception? inner = null) : Exception(message, inner);
