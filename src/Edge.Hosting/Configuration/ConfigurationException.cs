namespace Edge.Hosting.Configuration;

/// <summary>What is configured or lies in the data folder cannot be run with, and a restart will not help. Exit code 78.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
