using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Edge.Contracts.Wire;

namespace Edge.Hub.Areas.Worklists;

/// <summary>Compares a list with the one before, of which there are digests only: whoever was there keeps the number, whoever is new gets the next. No clock and no I/O.</summary>
internal sealed class WorklistDraft
{
    private readonly byte[] _key;
    private readonly List<(uint Entry, ListedPerson Person)> _all = [];
    private readonly List<(uint Entry, ListedPerson Person)> _different = [];
    private readonly List<IndexEntry> _index = [];

    /// <param name="people">The list.</param>
    /// <param name="before">The one before.</param>
    /// <param name="next">The first number that was never given.</param>
    /// <param name="key">Keys the digests.</param>
    public WorklistDraft(IEnumerable<ListedPerson> people, IEnumerable<IndexEntry> before, uint next, byte[] key)
    {
        (_key, Next) = (key, next);
        var known = before.ToDictionary(e => e.Key, StringComparer.Ordinal);
        var fresh = new List<(ListedPerson Person, byte[] Identity)>();
        foreach (var (person, identity) in Identified(people))
        {
            if (known.Remove(Convert.ToHexString(identity), out var entry)) Take(person, entry.Entry, identity, entry.Content);
            else fresh.Add((person, identity));
        }
        // Neighbours and families side by side make the list small.
        foreach (var (person, identity) in fresh.OrderBy(f => f.Person.Hamlet, StringComparer.Ordinal).ThenBy(f => f.Person.Number, StringComparer.Ordinal).ThenBy(f => f.Person.Name, StringComparer.Ordinal))
        {
            Take(person, Next++, identity, default);
            Added++;
        }
        Removed = [.. known.Values.Select(e => e.Entry).Order()];
    }

    /// <summary>The first number that was not given.</summary>
    public uint Next { get; private set; }

    public int People => _all.Count;

    public int Added { get; private set; }

    public int Altered => _different.Count - Added;

    /// <summary>Nobody is new, different or gone; true of no first list.</summary>
    public bool IsSame => _all.Count > 0 && _different.Count == 0 && Removed.Count == 0;

    /// <summary>Entries that are no more on the list.</summary>
    public IReadOnlyList<uint> Removed { get; }

    /// <summary>What the next comparison needs.</summary>
    public byte[] Index() => WorklistIndex.Write([.. _index.OrderBy(e => e.Entry)]);

    /// <summary>Everybody.</summary>
    public WorklistContent Whole() => WorklistColumns.Write(_all.OrderBy(p => p.Entry));

    /// <summary>Who is new or different, and who is gone.</summary>
    public WorklistContent Difference()
    {
        var content = WorklistColumns.Write(_different.OrderBy(p => p.Entry));
        content.Removed.AddRange(Removed);
        return content;
    }

    private void Take(ListedPerson person, uint entry, byte[] identity, ReadOnlyMemory<byte> before)
    {
        var content = Digest("content", person.Number, person.Name, Number(person.Birth), Number((uint)person.Marks), person.Hamlet);
        _all.Add((entry, person));
        _index.Add(new IndexEntry(entry, identity, content));
        if (!content.AsSpan().SequenceEqual(before.Span)) _different.Add((entry, person));
    }

    // Two of one name, hamlet and day of birth without numbers are told apart by their order in the file.
    private IEnumerable<(ListedPerson Person, byte[] Identity)> Identified(IEnumerable<ListedPerson> people)
    {
        var same = new Dictionary<(string, uint, string), uint>();
        foreach (var person in people)
        {
            if (person.Number.Length > 0)
            {
                yield return (person, Digest("number", person.Number));
                continue;
            }
            var who = (person.Name.ToUpperInvariant(), person.Birth, person.Hamlet.ToUpperInvariant());
            same[who] = same.GetValueOrDefault(who) + 1;
            yield return (person, Digest("name", who.Item1, Number(person.Birth), who.Item3, Number(same[who])));
        }
    }

    private byte[] Digest(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset()[..IndexEntry.DigestBytes];
    }

    private static string Number(uint number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
