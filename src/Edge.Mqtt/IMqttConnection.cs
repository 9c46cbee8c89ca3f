using System.Net;
using System.Threading.Channels;

namespace Edge.Mqtt;

/// <summary>One live connection. When it is lost it stays lost; disposing closes it with a DISCONNECT where that is still possible.</summary>
public interface IMqttConnection : IAsyncDisposable
{
    /// <summary>Messages as they arrive, in order. Bounded by <see cref="MqttOptions.ReceiveQueue"/>: what does not fit is counted in <see cref="ReceiveDropped"/>. Completes when the connection is lost.</summary>
    ChannelReader<MqttMessage> Messages { get; }

    /// <summary>Completes, never faults, when the connection is lost or closed; the result says why.</summary>
    Task<string> Closed { get; }

    /// <summary>Bytes given to <see cref="PublishAsync"/> that the kernel has not yet been able to send: in our queue, the library and the socket.</summary>
    long UnsentBytes { get; }

    /// <summary>Messages dropped because the reader of <see cref="Messages"/> was slow.</summary>
    long ReceiveDropped { get; }

    /// <summary>The largest TCP segment, where it had to be lowered for the handshake to get through (<see cref="SegmentSize"/>); else null.</summary>
    int? SegmentBytes => null;

    /// <summary>What the kernel has seen of its link; nothing where it does not say.</summary>
    LinkSample Link => default;

    /// <summary>From now on the kernel is given about so many bytes at a time; the rest waits here, where a cut loses nothing of it.</summary>
    void LimitKernel(int bytes)
    {
    }

    /// <summary>How it reached the broker; null where that is not known.</summary>
    MqttPath? Path => null;

    /// <summary>Publishes. QoS 0 returns when the message is queued here; QoS 1 when the broker has acknowledged it, which says nothing of anyone behind the broker.</summary>
    /// <exception cref="MqttException">The connection was lost first, or (MQTT 5) the broker refused the message.</exception>
    ValueTask PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellationToken);

    /// <summary>Subscribes and returns once the broker has granted it.</summary>
    /// <exception cref="MqttException">The connection was lost first, or the broker refused.</exception>
    Task SubscribeAsync(IReadOnlyList<string> topics, MqttQos qos, CancellationToken cancellationToken);

    /// <summary>Ends it at once and without a word: what has not been sent is dropped, and nobody is waited for.</summary>
    Task AbandonAsync();
}

/// <summary>How a connection goes.</summary>
/// <param name="Own">Our own address; null where it is not known.</param>
/// <param name="Interface">The network interface; empty where it is not known.</param>
/// <param name="Passed">The interface the kernel would have chosen, and over which nothing answered; null where it was taken.</param>
public sealed record MqttPath(HostAddress Hub, IPAddress? Own, string Interface, string? Passed);

/// <summary>What the kernel measures of a connection's link.</summary>
/// <param name="RoundTrip">The shortest one; zero where that is not known.</param>
/// <param name="BytesPerSecond">What it has carried lately while there was more to carry; zero where that is not known.</param>
public readonly record struct LinkSample(TimeSpan RoundTrip, double BytesPerSecond);

/// <summary>A message received; the payload is ours to keep.</summary>
/// <param name="Retained">Kept by the broker since before we subscribed: said some time ago, by somebody who may be gone.</param>
public sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, bool Retained = false);

/// <summary>Opens connections to an MQTT broker over mutual TLS. Each attempt is one connection: nothing reconnects by itself.</summary>
public interface IMqttConnector
{
    /// <summary>Connects and returns once the broker has accepted; within <see cref="MqttOptions.ConnectTimeout"/>.</summary>
    /// <exception cref="MqttException">Not connected; trying again is safe. The message says why in an operator's words.</exception>
    Task<IMqttConnection> ConnectAsync(MqttOptions options, CancellationToken cancellationToken);
}
