using System.Runtime.InteropServices;
using static Edge.Mqtt.Mosquitto.MosquittoNative;

namespace Edge.Mqtt.Mosquitto;

// What goes from the outbox to the library.
internal sealed unsafe partial class Driver
{
    private bool WantsWrite => mosquitto_want_write(_handle);

    private bool MaySend() =>
        !WantsWrite && _outbox.TryPeek(out var item) && !_unanswered.ContainsKey(NextId()) && (item.Answer is null || _unanswered.Count < _window) && (_stage == Stage.Open || IsEager(item));

    // The library sends a QoS 1 message again once CONNACK is there.
    private static bool IsEager(Outgoing item) => item is OutgoingSubscribe || item.Answer is null;

    // The library numbers every publish and subscription in turn; an id still in use by an unanswered one must not come round again.
    private int NextId() => _lastId == ushort.MaxValue ? 1 : _lastId + 1;

    /// <summary>Hands on only while the library has nothing left to write, so that at most one packet waits where we cannot count it.</summary>
    private void Dispatch()
    {
        for (var i = 0; i < Batch && _end is null && MaySend() && _outbox.TryPeek(out var item); i++)
        {
            int id;
            var code = item is OutgoingPublish publish ? Publish(publish, &id) : Subscribe((OutgoingSubscribe)item, &id);
            _lastSize = item.Size;
            _outbox.Remove();
            item.Release();
            if (code == 0)
            {
                _lastId = id;
                if (item.Answer is not null) _unanswered[id] = item;
            }
            else if (item.Answer is not null && (code is 3 or 9 or 18 or 24 or 25 or 28))
            {
                item.Fail($"libmosquitto did not take the message (code {code}): topic, size, QoS or retain flag is not allowed.");
            }
            else
            {
                item.Fail(Explain(code));
                Disconnected(code);
            }
        }
        _outbox.HeldByLibrary(WantsWrite ? _lastSize : 0);
    }

    private int Publish(OutgoingPublish item, int* id)
    {
        fixed (byte* topic = item.Topic, payload = item.Payload)
            return mosquitto_publish(_handle, id, topic, item.Payload.Length, payload, (int)item.Qos, item.Retain);
    }

    private int Subscribe(OutgoingSubscribe item, int* id)
    {
        var pins = Array.ConvertAll(item.Topics, t => GCHandle.Alloc(t, GCHandleType.Pinned));
        var topics = stackalloc byte*[pins.Length];
        for (var i = 0; i < pins.Length; i++) topics[i] = (byte*)pins[i].AddrOfPinnedObject();
        var code = mosquitto_subscribe_multiple(_handle, id, pins.Length, topics, (int)item.Qos, 0, 0);
        foreach (var pin in pins) pin.Free();
        return code;
    }
}
