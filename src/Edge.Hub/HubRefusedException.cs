namespace Edge.Hub;

/// <summary>The hub answered, and would not do it; the message is its reason.</summary>
internal sealed class HubRefusedException(string message) : HubException(message);
