using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Backup;

/// <summary>Every stored record of an archive's file, read once from front to end: a million of them one by one would take most of an hour.</summary>
internal static class StoredRows
{
    private const string Rows = """
        SELECT r."Key", r."Manifest", r."ManifestDigest", r."Signature", c."Data" FROM "Records" r LEFT JOIN "Chunks" c ON c."RecordKey" = r."Key"
        WHERE r."State" = 1 ORDER BY r."Key", c."Offset"
        """;

    /// <summary>Each record's row, and whether its bytes match the manifest it was stored as.</summary>
    public static IEnumerable<(long Key, bool Good)> Check(SqliteConnection archive)
    {
        using var command = archive.CreateCommand();
        command.CommandText = Rows;
        using var row = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long Key, byte[]? Expected)? current = null;
        while (row.Read())
        {
            if (current is not { } before || before.Key != row.GetInt64(0))
            {
                if (current is { } ended) yield return (ended.Key, Matches(hash, ended.Expected));
                current = (row.GetInt64(0), Expected(row));
            }
            if (!row.IsDBNull(4)) hash.AppendData(row.GetFieldValue<byte[]>(4));
        }
        if (current is { } last) yield return (last.Key, Matches(hash, last.Expected));
    }

    private static bool Matches(IncrementalHash hash, byte[]? expected) => hash.GetHashAndReset().AsSpan().SequenceEqual(expected ?? []);

    private static byte[]? Expected(SqliteDataReader row)
    {
        var manifest = row.GetFieldValue<byte[]>(1);
        if (!SHA256.HashData(manifest).AsSpan().SequenceEqual(row.GetFieldValue<byte[]>(2))) return null;
        try
        {
            return RecordManifest.Read(manifest, row.GetFieldValue<byte[]>(3)).Fields.SealedDigest.ToByteArray();
        }
        catch (MalformedException)
        {
            return null;
        }
    }
}
