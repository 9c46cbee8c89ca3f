namespace Edge.Hub.Archive;

/// <summary>The archive's file is no longer the one that was opened; nothing may be said of what is written to it.</summary>
internal sealed class ArchiveGoneException(string message) : IOException(message);
