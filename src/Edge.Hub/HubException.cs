namespace Edge.Hub;

/// <summary>Something outside stands in the way, in an operator's words; the process ends with 1 and this message.</summary>
internal class HubException(string message, Exception? inner = null) : Exception(message, inner);
