namespace Edge.Agent.Spool;

/// <summary>The spool could not do what was asked; the message names the folder, the figure, the limit and what to do.</summary>
internal class SpoolException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A record's file is damaged and has been moved to quarantine.</summary>
internal sealed class SpoolDamagedException(string message, Exception? inner = null) : SpoolException(message, inner);

/// <summary>There is no room for the record now; intake resumes by itself when there is.</summary>
internal sealed class SpoolFullException(string message, Exception? inner = null) : SpoolException(message, inner);
