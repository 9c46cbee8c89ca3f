using Edge.Hosting;
using Edge.Hosting.Configuration;
using Edge.Hosting.Sockets;

namespace Edge.Hub;

/// <summary>What the command line decides before any configuration is read.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Config">A JSON file; null for none.</param>
/// <param name="Settings">Options given on the command line, by configuration key; they win over file and environment.</param>
internal sealed record HubArguments(string Data, string? Config, IReadOnlyDictionary<string, string?> Settings)
{
    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public IConfigurationRoot ReadSettings() => SettingSources.Read(Config, Settings);
}

/// <summary>Something outside stands in the way, in an operator's words; the process ends with 1 and this message.</summary>
internal class HubException(string message, Exception? inner = null) : CommandException(message, inner)
{
    public HubException(Said said, Exception? inner = null)
        : this(said.En, inner) => Said = said;
}
