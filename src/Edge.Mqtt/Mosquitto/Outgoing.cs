using System.Buffers;
using System.Text;

namespace Edge.Mqtt.Mosquitto;

/// <summary>Something the driver is to hand to the library. <see cref="Answer"/> is set where the broker answers it.</summary>
internal abstract class Outgoing(bool answered)
{
    public TaskCompletionSource? Answer { get; } = answered ? new(TaskCreationOptions.RunContinuationsAsynchronously) : null;

    public virtual int Size => 0;

    /// <summary>Gives back what it borrowed; called once, when the library has its own copy or nobody will send it.</summary>
    public virtual void Release() { }

    public void Fail(string reason)
    {
        if (Answer is null || !Answer.TrySetException(new MqttException(reason))) return;
        // Whoever waited may have been cancelled; nobody looking is not an error.
        _ = Answer.Task.Exception;
    }

    /// <summary>UTF-8 with the zero that C wants.</summary>
    protected static byte[] Native(string topic)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(topic) + 1];
        Encoding.UTF8.GetBytes(topic, bytes);
        return bytes;
    }
}

internal sealed class OutgoingPublish : Outgoing
{
    private byte[] _payload;

    public OutgoingPublish(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain) : base(qos != MqttQos.AtMostOnce)
    {
        (Topic, Length, Qos, Retain) = (Native(topic), payload.Length, qos, retain);
        _payload = ArrayPool<byte>.Shared.Rent(Math.Max(1, payload.Length));
        payload.Span.CopyTo(_payload);
    }

    public byte[] Topic { get; }

    public ReadOnlySpan<byte> Payload => _payload.AsSpan(0, Length);

    public ReadOnlyMemory<byte> PayloadMemory => _payload.AsMemory(0, Length);

    public MqttQos Qos { get; }

    public bool Retain { get; }

    public override int Size => Topic.Length + Length;

    private int Length { get; }

    public override void Release()
    {
        ArrayPool<byte>.Shared.Return(_payload);
        _payload = [];
    }
}

internal sealed class OutgoingSubscribe(IReadOnlyList<string> topics, MqttQos qos) : Outgoing(answered: true)
{
    public IReadOnlyList<string> Names { get; } = topics;

    public byte[][] Topics { get; } = [.. topics.Select(Native)];

    public MqttQos Qos { get; } = qos;
}
