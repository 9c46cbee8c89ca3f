using System.Text.Json;
using Edge.Hosting.Linux;

namespace Edge.Hosting.Configuration;

/// <summary>Where settings come from: one JSON file, then the environment (EDGE_Section__Key), then the command line; the later wins. Nothing else is looked at.</summary>
internal static class SettingSources
{
    public const string EnvironmentPrefix = "EDGE_";

    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public static IConfigurationRoot Read(string? file, IReadOnlyDictionary<string, string?>? commandLine = null)
    {
        var configuration = new ConfigurationBuilder();
        Add(configuration, file);
        if (commandLine is not null) configuration.AddInMemoryCollection(commandLine);
        return Guard(file, configuration.Build);
    }

    /// <summary>Makes them the only ones of a program that is being put together. Not by way of another configuration: that would take an empty value for none.</summary>
    /// <exception cref="ConfigurationException">The file is missing or is not JSON.</exception>
    public static void Replace(ConfigurationManager configuration, string? file)
    {
        ((IConfigurationBuilder)configuration).Sources.Clear();
        Guard(file, () => Add(configuration, file));
    }

    private static IConfigurationBuilder Add(IConfigurationBuilder configuration, string? file)
    {
        if (file is not null) configuration.AddJsonFile(Path.GetFullPath(file), optional: false, reloadOnChange: false);
        return configuration.AddEnvironmentVariables(EnvironmentPrefix);
    }

    private static T Guard<T>(string? file, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e.GetBaseException() is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"--config {Path.GetFullPath(file!)} cannot be read: {Reason.Of(e.GetBaseException())}", e);
        }
        catch (Exception e) when (e is FormatException or InvalidDataException or JsonException)
        {
            throw new ConfigurationException($"--config {Path.GetFullPath(file!)} cannot be read: it is not a JSON object of sections{(e.GetBaseException() is JsonException json ? $" ({Reason.Of(json)})" : "")}", e);
        }
    }
}
