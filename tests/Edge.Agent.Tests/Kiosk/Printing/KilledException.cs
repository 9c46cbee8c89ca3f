namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>The process ended here.</summary>
internal sealed class KilledException : Exception;
