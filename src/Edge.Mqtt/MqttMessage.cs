namespace Edge.Mqtt;

/// <summary>A message received; the payload is ours to keep.</summary>
/// <param name="Retained">Kept by the broker since before we subscribed: said some time ago, by somebody who may be gone.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained = false);
