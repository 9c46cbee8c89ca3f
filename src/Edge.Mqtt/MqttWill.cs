namespace Edge.Mqtt;

/// <summary>What the broker publishes for us when the connection is lost without a goodbye.</summary>
public sealed record MqttWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);
