namespace Edge.Agent.Tests.Printing;

/// <summary>The process ended here.</summary>
internal sealed class KilledException : Exception;
