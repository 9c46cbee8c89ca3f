using System.Globalization;
using System.Security.Cryptography;
using Edge.Contracts.Wire;
using Google.Protobuf;
using Microsoft.Data.Sqlite;

namespace Edge.Benchmarks.Archive;

/// <summary>Writes stored records straight into a hub's database, as if boards had sent them: each with a manifest, its sealed bytes and a receipt. Nothing is signed, which a hub does not look at again.</summary>
internal sealed class ArchiveFiller(string database, int boards = 200, Func<int, string>? name = null)
{
    private const int SealedBytes = 64;
    private const int Page = 100_000;

    private const string Record = """
        INSERT INTO Records (Node, RecordId, ChainId, Sequence, PreviousDigest, Kind, Outcome, Officer, Priority, SealedSize, RecipientKeyId, Manifest, ManifestDigest, Signature,
            AcceptedAt, FirstSeenAt, StoredAt, State, Flags, Path, Carrier, Receipt, StoredNumber)
        VALUES ($node, $id, $chain, $sequence, $previous, 'card', 'complete', '', 5, $size, '0123456789abcdef', $manifest, $digest, $signature, $at, $at, $at, 1, 0, 'mqtt', $node, $receipt, $number)
        """;

    private const string Counts = """
        INSERT INTO BoardCounts (Node, Stored, Receiving, Numbers, Newest, Damaged, StoredBytes, NotSafe) SELECT Node, COUNT(*), 0, COUNT(DISTINCT Sequence), MAX(Sequence), 0, SUM(SealedSize), COUNT(*) FROM Records GROUP BY Node;
        INSERT INTO Nodes (Name, "Group", MqttAddress, HttpsAddress, CreatedAt) SELECT Node, 'bench', 'hub:8883', 'hub:8443', 0 FROM BoardCounts WHERE true ON CONFLICT DO NOTHING;
        PRAGMA wal_checkpoint(TRUNCATE);
        """;

    /// <returns>The digests of all manifests, as an export would list them.</returns>
    public List<byte[]> Fill(int records, Action<string> say)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        connection.Open();
        Run(connection, "PRAGMA synchronous=OFF; PRAGMA cache_size=-1000000");
        var digests = new List<byte[]>(records);
        var chains = Enumerable.Range(0, boards).Select(_ => RandomNumberGenerator.GetBytes(16)).ToArray();
        var last = new byte[boards][];
        for (var from = 0; from < records; from += Page)
        {
            using var transaction = connection.BeginTransaction();
            using var record = Command(connection, Record, "$node", "$id", "$chain", "$sequence", "$previous", "$size", "$manifest", "$digest", "$signature", "$at", "$receipt", "$number");
            using var chunk = Command(connection, "INSERT INTO Chunks (RecordKey, Offset, Length, Data) VALUES (last_insert_rowid(), 0, $length, $data)", "$length", "$data");
            for (var i = from; i < Math.Min(from + Page, records); i++)
            {
                var board = i % boards;
                digests.Add(Insert(record, chunk, i, board, chains[board], last[board] ?? []));
                last[board] = digests[^1];
            }
            transaction.Commit();
            say(string.Create(CultureInfo.InvariantCulture, $"archive: {Math.Min(from + Page, records)} records written"));
        }
        Run(connection, Counts);
        return digests;
    }

    private byte[] Insert(SqliteCommand record, SqliteCommand chunk, int i, int board, byte[] chain, byte[] previous)
    {
        var (node, id, data) = (name is null ? string.Create(CultureInfo.InvariantCulture, $"filled-{board}") : name(board), RandomNumberGenerator.GetBytes(16), RandomNumberGenerator.GetBytes(SealedBytes));
        var manifest = new Manifest
        {
            Node = node, RecordId = ByteString.CopyFrom(id), ChainId = ByteString.CopyFrom(chain), Sequence = (ulong)(i / boards) + 1, PreviousDigest = ByteString.CopyFrom(previous), Kind = "card", Priority = 5,
            Outcome = "complete", SealedSize = SealedBytes, SealedDigest = ByteString.CopyFrom(SHA256.HashData(data)), RecipientKeyId = "0123456789abcdef", BootId = ByteString.CopyFrom(new byte[16]),
        }.ToByteArray();
        var digest = SHA256.HashData(manifest);
        Set(record, node, Text(id), Text(chain), (long)(i / boards) + 1, previous, (long)SealedBytes, manifest, digest, RandomNumberGenerator.GetBytes(64), 1_800_000_000_000L + i, RandomNumberGenerator.GetBytes(250), (long)i + 1);
        record.ExecuteNonQuery();
        Set(chunk, (long)SealedBytes, data);
        chunk.ExecuteNonQuery();
        return digest;
    }

    // As EF Core writes a UUID into SQLite.
    private static string Text(byte[] id) => new Guid(id, bigEndian: true).ToString("D").ToUpperInvariant();

    private static SqliteCommand Command(SqliteConnection connection, string sql, params string[] names)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class only.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in names) command.Parameters.Add(new SqliteParameter(name, null));
        return command;
    }

    private static void Set(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }
}
