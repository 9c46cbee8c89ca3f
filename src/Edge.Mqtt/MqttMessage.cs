namespace Edge.Mqtt;

/// <summary>A message received; the payload is ours to keep.</summary>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload);
