namespace Edge.Agent.Tests.Crash;

/// <summary>The process ends here, as by kill -9: no product code may catch it.</summary>
internal sealed class KilledException : Exception;
