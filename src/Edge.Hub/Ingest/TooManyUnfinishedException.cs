namespace Edge.Hub.Ingest;

/// <summary>The carrying board has begun more records than it may leave unfinished.</summary>
internal sealed class TooManyUnfinishedException(string message) : Exception(message);
