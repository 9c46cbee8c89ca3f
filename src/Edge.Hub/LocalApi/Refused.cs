namespace Edge.Hub.LocalApi;

/// <summary>Why something was not done.</summary>
internal sealed record Refused(string Error);
