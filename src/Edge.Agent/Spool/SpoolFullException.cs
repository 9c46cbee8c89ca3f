namespace Edge.Agent.Spool;

/// <summary>There is no room for the record now; intake resumes by itself when there is.</summary>
internal sealed class SpoolFullException(string message, Exception? inner = null) : SpoolException(message, inner);
