using System.IO.Enumeration;

namespace Edge.Agent.Spool.Files;

/// <summary>The records of a folder by their names alone, and how many files there have other names.</summary>
internal sealed record RecordListing(List<SpoolEntry> Entries, int Foreign)
{
    public static RecordListing Empty => new([], 0);

    public static RecordListing Read(string folder)
    {
        var chains = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<SpoolEntry>();
        var foreign = 0;
        var names = new FileSystemEnumerable<SpoolEntry?>(folder,
            (ref FileSystemEntry e) => e.IsDirectory ? null : RecordFileName.Parse(e.FileName, e.Length, chains),
            new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = false });
        foreach (var entry in names)
        {
            if (entry is null) foreign++;
            else entries.Add(entry);
        }
        return new RecordListing(entries, foreign);
    }
}
