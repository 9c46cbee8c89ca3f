namespace Edge.Testing.Processes;

/// <summary>A process, its answer or what it needs is not as it should be; the message is for people.</summary>
internal sealed class HarnessException(string message, Exception? inner = null) : Exception(message, inner);
