using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Edge.Mqtt.Mosquitto.MosquittoNative;

namespace Edge.Mqtt.Mosquitto;

/// <summary>What libmosquitto calls inside a loop call, on the driver's thread. Nothing here blocks and nothing may leave it.</summary>
internal static unsafe class Callbacks
{
    public static void Set(nint handle)
    {
        mosquitto_connect_v5_callback_set(handle, &OnConnect);
        mosquitto_disconnect_v5_callback_set(handle, &OnDisconnect);
        mosquitto_publish_v5_callback_set(handle, &OnPublish);
        mosquitto_message_v5_callback_set(handle, &OnMessage);
        mosquitto_subscribe_v5_callback_set(handle, &OnSubscribe);
        mosquitto_log_callback_set(handle, &OnLog);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint handle, nint driver, int reason, int flags, nint properties)
    {
        ushort receiveMaximum = 0;
        uint maximumPacket = 0;
        if (properties != 0)
        {
            mosquitto_property_read_int16(properties, PropertyReceiveMaximum, &receiveMaximum, false);
            mosquitto_property_read_int32(properties, PropertyMaximumPacketSize, &maximumPacket, false);
        }
        Guarded(driver, (reason, receiveMaximum, maximumPacket), static (d, x) => d.Accepted(x.reason, x.receiveMaximum, x.maximumPacket));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnDisconnect(nint handle, nint driver, int reason, nint properties) =>
        Guarded(driver, reason, static (d, x) => d.Disconnected(x));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint handle, nint driver, int id, int reason, nint properties) =>
        Guarded(driver, (id, reason), static (d, x) => d.Published(x.id, x.reason));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint handle, nint driver, Message* message, nint properties) =>
        Guarded(driver, (nint)message, static (d, x) =>
        {
            var m = (Message*)x;
            var payload = m->PayloadLength > 0 ? new ReadOnlySpan<byte>(m->Payload, m->PayloadLength).ToArray() : [];
            d.Received(new MqttMessage(Marshal.PtrToStringUTF8((nint)m->Topic) ?? "", payload, m->Retain != 0));
        });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint handle, nint driver, int id, int count, int* granted, nint properties) =>
        Guarded(driver, (id, count, granted: (nint)granted), static (d, x) =>
            d.Subscribed(x.id, new ReadOnlySpan<int>((int*)x.granted, x.count)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnLog(nint handle, nint driver, int level, byte* text)
    {
        if (level != LogError) return;
        Guarded(driver, (nint)text, static (d, x) => d.Logged(Marshal.PtrToStringUTF8(x) ?? ""));
    }

    private static void Guarded<T>(nint driver, T state, Action<Driver, T> action)
    {
        // The library looks at errno again after its callbacks; ours must not seem to be its own EAGAIN.
        var errno = Marshal.GetLastSystemError();
        if (GCHandle.FromIntPtr(driver).Target is Driver target)
        {
            try
            {
                action(target, state);
            }
#pragma warning disable CA1031 // An exception must not run through the library's frames: it is kept and ends the connection.
            catch (Exception e)
            {
                target.Broken(e);
            }
#pragma warning restore CA1031
        }
        Marshal.SetLastSystemError(errno);
    }
}
