using System.IO.Compression;
using System.Security.Cryptography;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Google.Protobuf;

namespace Edge.Hub.Areas.Worklists;

/// <summary>Puts people into columns, which shrink far more than rows do, and seals them to an area.</summary>
internal static class WorklistColumns
{
    private const int Quality = 11;
    private const int Window = 24;

    public static WorklistContent Write(IEnumerable<(uint Entry, ListedPerson Person)> people)
    {
        var (content, hamlets) = (new WorklistContent(), new Dictionary<string, uint>(StringComparer.Ordinal));
        foreach (var (entry, person) in people)
        {
            if (hamlets.TryAdd(person.Hamlet, (uint)hamlets.Count)) content.Hamlets.Add(person.Hamlet);
            content.Entry.Add(entry);
            content.Number.Add(person.Number);
            content.Name.Add(person.Name);
            content.Birth.Add(person.Birth);
            content.Flags.Add((uint)person.Marks);
            content.Hamlet.Add(hamlets[person.Hamlet]);
        }
        return content;
    }

    /// <summary>A worklist as boards get it.</summary>
    public static byte[] Seal(WorklistContent content, Area area, long version, long baseVersion, DateTimeOffset expires)
    {
        var plain = content.ToByteArray();
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        try
        {
            if (!BrotliEncoder.TryCompress(plain, packed, out var length, Quality, Window)) throw new InvalidOperationException("Brotli needs more room than it said");
            return new Worklist
            {
                Area = area.Name,
                Version = (ulong)version,
                BaseVersion = (ulong)baseVersion,
                ExpiresAtMs = expires.ToUnixTimeMilliseconds(),
                Content = ByteString.CopyFrom(AreaSeal.Seal(packed.AsSpan(0, length), area.Spki, area.Name, (ulong)version, (ulong)baseVersion)),
            }.ToByteArray();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
            CryptographicOperations.ZeroMemory(packed);
        }
    }
}
