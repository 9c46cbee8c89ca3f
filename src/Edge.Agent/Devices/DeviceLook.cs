namespace Edge.Agent.Devices;

/// <summary>How a device was found by one look.</summary>
/// <param name="Reason">Why it is not ready; null where it is.</param>
/// <param name="Note">What one that is ready says of itself, such as <c>paper-out</c>.</param>
internal sealed record DeviceLook(string Name, string? Reason, string? Note);
