namespace Edge.Agent.Spool;

/// <summary>Puts links of a chain in order and says in plain words where it is not whole. About 40 bytes a record.</summary>
internal sealed class ChainAudit
{
    private readonly List<Link> _links = [];

    /// <summary>Adds a record; <paramref name="previous"/> is null where only its digest is known.</summary>
    public void Add(ulong sequence, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> previous, bool previousKnown) =>
        _links.Add(new Link(sequence, Short(digest), Short(previous), previousKnown));

    public IEnumerable<VerifyLine> Findings()
    {
        var groups = _links.GroupBy(l => l.Sequence).OrderBy(g => g.Key);
        ulong expected = 1;
        HashSet<ulong>? before = null;
        foreach (var group in groups)
        {
            var digests = group.Select(l => l.Digest).ToHashSet();
            if (group.Key > expected) yield return Gap(expected, group.Key - 1);
            if (digests.Count > 1) yield return new VerifyLine("fork", $"{digests.Count} different records carry number {group.Key}: the card was copied or restored", Sequence: group.Key);
            if (group.Key == expected && before is not null && group.Any(l => l.PreviousKnown && !before.Contains(l.Previous)))
            {
                yield return new VerifyLine("break", $"record number {group.Key} does not name record number {group.Key - 1} as the one before it", Sequence: group.Key);
            }
            (before, expected) = (digests, group.Key + 1);
        }
    }

    private static VerifyLine Gap(ulong first, ulong last) => new("gap",
        first == last ? $"record number {first} is nowhere on this board" : $"records number {first} to {last} are nowhere on this board", Sequence: first);

    private static ulong Short(ReadOnlySpan<byte> digest) => digest.Length < 8 ? 0 : BitConverter.ToUInt64(digest);

    private readonly record struct Link(ulong Sequence, ulong Digest, ulong Previous, bool PreviousKnown);
}
