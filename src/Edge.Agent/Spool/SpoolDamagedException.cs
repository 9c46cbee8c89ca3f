namespace Edge.Agent.Spool;

/// <summary>A record's file is damaged and has been moved to quarantine.</summary>
internal sealed class SpoolDamagedException(string message, Exception? inner = null) : SpoolException(message, inner);
