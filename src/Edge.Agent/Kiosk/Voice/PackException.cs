namespace Edge.Agent.Kiosk.Voice;

/// <summary>A prompt pack cannot be used; the message says which and why.</summary>
internal sealed class PackException(string message, Exception? inner = null) : Exception(message, inner);
