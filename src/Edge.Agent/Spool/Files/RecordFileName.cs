using System.Buffers;
using System.Globalization;
using Edge.Contracts.Records;

namespace Edge.Agent.Spool.Files;

/// <summary><c>{chain8}-{sequence:D12}-{priority}-{recordId}.rec</c>: all that the queue needs, so that start-up opens no file.</summary>
internal static class RecordFileName
{
    private const int Length = 64;
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    public static string Of(SpoolEntry e) => string.Create(CultureInfo.InvariantCulture, $"{e.Chain8}-{e.Sequence:D12}-{e.Priority}-{e.RecordId:D}.rec");

    public static SpoolEntry Entry(RecordManifest m, long fileSize) =>
        new(m.RecordId, m.ChainId.ToString("N")[..8], m.Fields.Sequence, (int)m.Fields.Priority, fileSize);

    /// <summary>Reads a name; <paramref name="chains"/> shares one string among the records of a chain.</summary>
    public static SpoolEntry? Parse(ReadOnlySpan<char> name, long fileSize, HashSet<string> chains)
    {
        if (name.Length != Length || name[8] != '-' || name[21] != '-' || name[23] != '-' || !name.EndsWith(".rec")) return null;
        if (name.ContainsAnyInRange('A', 'Z') || name[..8].ContainsAnyExcept(Hex)) return null;
        if (!ulong.TryParse(name[9..21], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence) || sequence == 0) return null;
        if (!char.IsAsciiDigit(name[22]) || !Guid.TryParseExact(name[24..60], "D", out var id)) return null;
        return new SpoolEntry(id, Shared(name[..8], chains), sequence, name[22] - '0', fileSize);
    }

    private static string Shared(ReadOnlySpan<char> chain, HashSet<string> chains)
    {
        var lookup = chains.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.TryGetValue(chain, out var known)) return known;
        var made = chain.ToString();
        chains.Add(made);
        return made;
    }
}
