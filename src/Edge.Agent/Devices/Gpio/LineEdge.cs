namespace Edge.Agent.Devices.Gpio;

/// <summary>An input changed.</summary>
/// <param name="Line">Its name.</param>
/// <param name="Active">True where it became active: the button is down.</param>
/// <param name="At">When it was told, by the kernel's monotonic clock.</param>
internal readonly record struct LineEdge(string Line, bool Active, TimeSpan At);
