namespace Edge.Agent.Spool;

/// <summary>The spool could not do what was asked; the message names the folder, the figure, the limit and what to do.</summary>
internal class SpoolException(string message, Exception? inner = null) : Exception(message, inner);
