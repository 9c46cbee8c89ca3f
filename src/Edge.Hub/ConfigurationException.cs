namespace Edge.Hub;

/// <summary>What is configured or lies in the data folder cannot be run with; the process ends with 78 and this message.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
