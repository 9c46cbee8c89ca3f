using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

/// <summary>The part of libmosquitto that is used: one handle, driven from one thread through loop_read, loop_write and loop_misc.</summary>
internal static unsafe partial class MosquittoNative
{
    public const string Library = "libmosquitto.so.1";

    public const int OptionProtocol = 1;
    public const int OptionSslContext = 2;
    public const int OptionSslContextWithDefaults = 3;
    public const int OptionTcpNoDelay = 11;
    public const int Mqtt311 = 4;
    public const int Mqtt5 = 5;
    public const int LogError = 8;
    public const int PropertyReceiveMaximum = 33;
    public const int PropertyMaximumPacketSize = 39;

    [StructLayout(LayoutKind.Sequential)]
    public struct Message
    {
        public int Id;
        public byte* Topic;
        public byte* Payload;
        public int PayloadLength;
        public int Qos;
        public byte Retain;
    }

    [LibraryImport(Library)]
    public static partial int mosquitto_lib_init();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint mosquitto_new(string id, [MarshalAs(UnmanagedType.U1)] bool cleanSession, nint obj);

    [LibraryImport(Library)]
    public static partial void mosquitto_destroy(nint handle);

    [LibraryImport(Library)]
    public static partial int mosquitto_int_option(nint handle, int option, int value);

    [LibraryImport(Library)]
    public static partial int mosquitto_void_option(nint handle, int option, nint value);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int mosquitto_will_set(nint handle, string topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial int mosquitto_connect_async(nint handle, string host, int port, int keepAlive);

    [LibraryImport(Library)]
    public static partial int mosquitto_disconnect(nint handle);

    [LibraryImport(Library)]
    public static partial int mosquitto_publish(nint handle, int* id, byte* topic, int length, byte* payload, int qos, [MarshalAs(UnmanagedType.U1)] bool retain);

    [LibraryImport(Library)]
    public static partial int mosquitto_subscribe_multiple(nint handle, int* id, int count, byte** topics, int qos, int options, nint properties);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_read(nint handle, int maxPackets);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_write(nint handle, int maxPackets);

    [LibraryImport(Library)]
    public static partial int mosquitto_loop_misc(nint handle);

    [LibraryImport(Library)]
    public static partial int mosquitto_socket(nint handle);

    [LibraryImport(Library)]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool mosquitto_want_write(nint handle);

    [LibraryImport(Library)]
    public static partial nint mosquitto_ssl_get(nint handle);

    [LibraryImport(Library)]
    public static partial nint mosquitto_property_read_int16(nint properties, int id, ushort* value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    public static partial nint mosquitto_property_read_int32(nint properties, int id, uint* value, [MarshalAs(UnmanagedType.U1)] bool skipFirst);

    [LibraryImport(Library)]
    public static partial void mosquitto_connect_v5_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_disconnect_v5_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_publish_v5_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, int, int, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_message_v5_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, Message*, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_subscribe_v5_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, int, int, int*, nint, void> callback);

    [LibraryImport(Library)]
    public static partial void mosquitto_log_callback_set(nint handle, delegate* unmanaged[Cdecl]<nint, nint, int, byte*, void> callback);
}
