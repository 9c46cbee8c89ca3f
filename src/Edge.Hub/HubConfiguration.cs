namespace Edge.Hub;

/// <summary>Where configuration comes from: the file, then the environment, then the command line. Nothing else is looked at.</summary>
internal static class HubConfiguration
{
    public const string EnvironmentPrefix = "EDGE_";

    /// <exception cref="ConfigurationException">The file is missing or no JSON.</exception>
    public static IConfigurationRoot Read(HubArguments arguments)
    {
        var configuration = new ConfigurationBuilder();
        try
        {
            if (arguments.Config is { } file) configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
            return configuration.AddEnvironmentVariables(EnvironmentPrefix).AddInMemoryCollection(arguments.Settings).Build();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or FormatException)
        {
            throw new ConfigurationException($"--config {arguments.Config} cannot be read: {(e.InnerException ?? e).Message}", e);
        }
    }
}

/// <summary>What the command line decides before any configuration is read.</summary>
/// <param name="Data">The data folder.</param>
/// <param name="Config">A JSON file; null for none.</param>
/// <param name="Settings">Options given on the command line, by configuration key; they win over file and environment.</param>
internal sealed record HubArguments(string Data, string? Config, IReadOnlyDictionary<string, string?> Settings);
