using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Records;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Backup;

/// <summary>Every stored record of an archive's file, read once from front to end: a million of them one by one would take most of an hour.</summary>
internal static class StoredRows
{
    private const string Rows = """
        SELECT r."Key", r."Manifest", r."ManifestDigest", r."Signature", c."Data", {0} FROM "Records" r LEFT JOIN "Chunks" c ON c."RecordKey" = r."Key"
        WHERE r."State" = 1 ORDER BY r."Key", c."Offset"
        """;

    /// <summary>Each record's row, and whether its bytes match the manifest it was stored as.</summary>
    public static IEnumerable<(long Key, bool Good)> Check(SqliteConnection archive)
    {
        using var command = archive.CreateCommand();
        // A copy made before there was a retention has no such column, and every record's bytes.
#pragma warning disable CA2100
        command.CommandText = Rows.Replace("{0}", Knows(archive) ? "r.\"PayloadDeletedAt\"" : "NULL", StringComparison.Ordinal);
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        (long Key, byte[]? Expected, bool Deleted)? current = null;
        while (row.Read())
        {
            if (current is not { } before || before.Key != row.GetInt64(0))
            {
                if (current is { } ended) yield return (ended.Key, Matches(hash, ended.Expected, ended.Deleted));
                current = (row.GetInt64(0), Expected(row), !row.IsDBNull(5));
            }
            if (!row.IsDBNull(4)) hash.AppendData(row.GetFieldValue<byte[]>(4));
        }
        if (current is { } last) yield return (last.Key, Matches(hash, last.Expected, last.Deleted));
    }

    // What was deleted on purpose is not damaged: of that record the manifest is all there is.
    private static bool Matches(IncrementalHash hash, byte[]? expected, bool deleted)
    {
        var found = hash.GetHashAndReset();
        return expected is not null && (deleted || found.AsSpan().SequenceEqual(expected));
    }

    private static bool Knows(SqliteConnection archive)
    {
        using var command = archive.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM pragma_table_info('Records') WHERE name = 'PayloadDeletedAt'";
        return (long)command.ExecuteScalar()! > 0;
    }

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
