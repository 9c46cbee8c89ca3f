namespace Edge.Mqtt;

/// <summary>The one failure of the MQTT port.</summary>
public sealed class MqttException(string message, Exception? inner = null) : Exception(message, inner);
