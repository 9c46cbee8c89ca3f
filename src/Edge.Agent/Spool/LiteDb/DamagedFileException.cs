namespace Edge.Agent.Spool.LiteDb;

/// <summary>A file of LiteDB's is not what the library wrote: its pages may tell more than it can. No record is condemned by this.</summary>
internal sealed class DamagedFileException(string path, Exception? cause, string? found = null) : Exception($"{path} is damaged: {found ?? cause?.Message}", cause);
