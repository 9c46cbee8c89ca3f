using System.Text.Json;

namespace Edge.Hosting.Configuration;

/// <summary>The agent's settings: one JSON file, then the environment (EDGE_Section__Key), which wins.</summary>
internal static class AgentConfiguration
{
    public const string EnvironmentPrefix = "EDGE_";

    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public static void Load(ConfigurationManager configuration, string? file)
    {
        ((IConfigurationBuilder)configuration).Sources.Clear();
        if (file is not null) AddFile(configuration, Path.GetFullPath(file));
        configuration.AddEnvironmentVariables(EnvironmentPrefix);
    }

    private static void AddFile(ConfigurationManager configuration, string file)
    {
        try
        {
            configuration.AddJsonFile(file, optional: false, reloadOnChange: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"Configuration file {file} cannot be read: {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            throw new ConfigurationException($"Configuration file {file} is not usable JSON: {e.GetBaseException().Message}", e);
        }
    }
}
