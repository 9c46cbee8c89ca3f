using System.Net;

namespace Edge.Testing.Processes;

/// <summary>How a hub is started; the same setup starts it again on the same data.</summary>
internal sealed record HubSetup(string Data, IPEndPoint Http, IPEndPoint Https, IPEndPoint Mqtt)
{
    /// <summary>Three free ports of the loopback.</summary>
    public static HubSetup OnFreePorts(string data) => new(data, FreePort.Next(), FreePort.Next(), FreePort.Next());

    /// <summary>What is started.</summary>
    public EdgeTool Tool { get; init; } = EdgeTool.Hub;

    /// <summary>Further arguments of <c>run</c>.</summary>
    public IReadOnlyList<string> Args { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public string LogPath => Data.TrimEnd('/') + ".log";

    /// <summary>Where the first run leaves the registry's private key.</summary>
    public string RegistryKey => Path.Combine(Data, "keys", "registry.key");

    public string BrokerPidFile => Path.Combine(Data, "broker", "mosquitto.pid");
}
