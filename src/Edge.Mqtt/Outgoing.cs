using System.Buffers;
using System.Text;

namespace Edge.Mqtt;

/// <summary>Something to hand to the library. <see cref="Answer"/> is set where the broker answers it.</summary>
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
}

internal sealed class OutgoingPublish : Outgoing
{
    private byte[] _payload;

    public OutgoingPublish(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain) : base(qos != MqttQos.AtMostOnce)
    {
        (Topic, Length, Qos, Retain) = (topic, payload.Length, qos, retain);
        _payload = ArrayPool<byte>.Shared.Rent(Math.Max(1, payload.Length));
        payload.Span.CopyTo(_payload);
    }

    public string Topic { get; }

    public ReadOnlyMemory<byte> Payload => _payload.AsMemory(0, Length);

    public MqttQos Qos { get; }

    public bool Retain { get; }

    public override int Size => Encoding.UTF8.GetByteCount(Topic) + Length;

    private int Length { get; }

    public override void Release()
    {
        ArrayPool<byte>.Shared.Return(_payload);
        _payload = [];
    }
}

internal sealed class OutgoingSubscribe(IReadOnlyList<string> topics, MqttQos qos) : Outgoing(answered: true)
{
    public IReadOnlyList<string> Topics { get; } = topics;

    public MqttQos Qos { get; } = qos;
}
