namespace Edge.Hosting.Configuration;

/// <summary>The agent must not start like this; a restart will not help. Exit code 78.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
