using System.Runtime.InteropServices;

namespace Edge.Mqtt.Mosquitto;

/// <summary>Finds the system's libraries once and says which package brings one that is missing.</summary>
internal static class NativeLibraries
{
    private static readonly Lazy<string?> Missing = new(Prepare);

    public static void Require()
    {
        if (Missing.Value is { } message) throw new MqttException(message);
    }

    internal static string? Find(string library, string package) =>
        NativeLibrary.TryLoad(library, typeof(NativeLibraries).Assembly, null, out _)
            ? null
            : $"The library {library} is not on this machine; install Debian's package {package} (apt-get install {package}).";

    private static string? Prepare()
    {
        var missing = Find(OpenSsl.Library, "libssl3") ?? Find(MosquittoNative.Library, "libmosquitto1");
        if (missing is not null) return missing;
        var code = MosquittoNative.mosquitto_lib_init();
        return code == 0 ? null : $"{MosquittoNative.Library} did not start (code {code}).";
    }
}
