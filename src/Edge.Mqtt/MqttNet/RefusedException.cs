namespace Edge.Mqtt.MqttNet;

/// <summary>The broker's answer to CONNECT ends a connection that had not waited for it.</summary>
internal sealed class RefusedException(string message) : Exception(message);
