using System.IO.Compression;
using System.Security.Cryptography;
using Edge.Agent.Identity.Officers;
using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;

namespace Edge.Agent.Enrolment.Worklists;

/// <summary>A worklist opened with the area's key: the whole list with its differences applied. In memory only.</summary>
internal sealed class OpenWorklist
{
    // A list of some 20,000 people is about 2 MiB; what claims to be larger is not unpacked.
    private const int MostBytes = 16 * 1024 * 1024;

    private readonly SortedDictionary<uint, WorklistPerson> _people = [];
    private readonly Dictionary<uint, string> _texts = [];

    private OpenWorklist(Worklist last) => (Version, Expires) = (last.Version, DateTimeOffset.FromUnixTimeMilliseconds(last.ExpiresAtMs));

    public ulong Version { get; }

    public DateTimeOffset Expires { get; }

    public IReadOnlyDictionary<uint, WorklistPerson> People => _people;

    /// <summary>What a person is found by: name, number and hamlet, without marks and capitals.</summary>
    public string Text(uint entry) => _texts[entry];

    /// <summary>Text as it is searched.</summary>
    public static string Plain(string text) => LatinText.Plain(text).ToLowerInvariant();

    /// <summary>Opens the whole list and applies the differences in their order.</summary>
    /// <exception cref="MalformedException">One of them is not sealed to this key, or not readable.</exception>
    public static OpenWorklist Open(IReadOnlyList<Worklist> chain, SignedIn officer)
    {
        var open = new OpenWorklist(chain[^1]);
        foreach (var part in chain) open.Apply(Read(part, officer));
        // Once: a board would take a second for each letter an officer types.
        foreach (var person in open._people.Values) open._texts[person.Entry] = Plain($"{person.Name} {person.Number} {person.Hamlet}");
        return open;
    }

    private void Apply(WorklistContent content)
    {
        var count = content.Entry.Count;
        if (content.Number.Count != count || content.Name.Count != count || content.Birth.Count != count || content.Flags.Count != count || content.Hamlet.Count != count)
        {
            throw new MalformedException($"the worklist's columns differ in length; entries are {count}");
        }
        foreach (var gone in content.Removed) _people.Remove(gone);
        for (var i = 0; i < count; i++)
        {
            if (content.Hamlet[i] >= content.Hamlets.Count && content.Hamlets.Count > 0) throw new MalformedException($"a person of the worklist is of hamlet {content.Hamlet[i]}; it names {content.Hamlets.Count}");
            var hamlet = content.Hamlets.Count == 0 ? "" : content.Hamlets[(int)content.Hamlet[i]];
            _people[content.Entry[i]] = new WorklistPerson(content.Entry[i], content.Number[i].Length == 0 ? null : content.Number[i], content.Name[i], Birth(content.Birth[i]), hamlet, (WorklistMarks)content.Flags[i], Done: false);
        }
    }

    private static WorklistContent Read(Worklist part, SignedIn officer)
    {
        try
        {
            var packed = AreaSeal.Open(part.Content.Span, officer.AreaKey, part.Area, part.Version, part.BaseVersion);
            var plain = Unpack(packed);
            CryptographicOperations.ZeroMemory(packed);
            return Decoder.Parse(WorklistContent.Parser, plain, "worklist");
        }
        catch (Exception e) when (e is CryptographicException or InvalidDataException)
        {
            throw new MalformedException($"worklist version {part.Version} does not open with the area's key, or is damaged", e);
        }
    }

    private static ReadOnlySpan<byte> Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var piece = new byte[64 * 1024];
        for (int read; (read = brotli.Read(piece)) > 0;)
        {
            plain.Write(piece.AsSpan(0, read));
            if (plain.Length > MostBytes) throw new MalformedException($"the worklist unpacks to more than {MostBytes} bytes");
        }
        return plain.GetBuffer().AsSpan(0, (int)plain.Length);
    }

    // yyyyMMdd, of which day and month may be 0.
    private static string Birth(uint birth)
    {
        var (year, month, day) = (birth / 10_000, birth / 100 % 100, birth % 100);
        return year == 0 ? "" : month == 0 ? $"{year:D4}" : day == 0 ? $"{month:D2}/{year:D4}" : $"{day:D2}/{month:D2}/{year:D4}";
    }
}
