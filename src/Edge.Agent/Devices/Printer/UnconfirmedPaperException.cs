namespace Edge.Agent.Devices.Printer;

/// <summary>The printer took a whole paper and then did not say, in the time the paper takes, that it is well: it may be asked in a way it does not understand.</summary>
internal sealed class UnconfirmedPaperException(string message) : DeviceException(message);
