namespace Edge.Hub.Ingest;

/// <summary>No known key of the manifest's node made its signature.</summary>
internal sealed class UnknownSignerException(string message) : Exception(message);
