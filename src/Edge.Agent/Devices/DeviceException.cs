namespace Edge.Agent.Devices;

/// <summary>A device did not do what it was asked: it is missing, unplugged, broken, or answers nonsense. It is closed and opened again.</summary>
internal class DeviceException(string message, Exception? inner = null) : Exception(message, inner);
