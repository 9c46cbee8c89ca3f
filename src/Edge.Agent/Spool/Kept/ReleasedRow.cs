using Edge.Agent.Storage;
using Edge.Contracts.Records;
using Edge.Contracts.Wire;
using Microsoft.Data.Sqlite;

namespace Edge.Agent.Spool.Kept;

/// <summary>A release without its receipt.</summary>
internal sealed record ReleasedRow(long Sequence, byte[] RecordId, byte[] ChainId, string Node, byte[] Digest)
{
    private const int Page = 1000;

    public static ReleasedRow Of(RecordManifest m) => new((long)m.Fields.Sequence, m.Fields.RecordId.ToByteArray(), m.Fields.ChainId.ToByteArray(), m.Fields.Node, m.Digest);

    public static ReleasedRow Of(StoredReceipt r) => new((long)r.Sequence, r.RecordId.ToByteArray(), r.ChainId.ToByteArray(), r.Node, r.Digest.ToByteArray());

    public static long Count(StateDatabase database, string table) => database.With(c =>
    {
        using var command = c.Prepare($"SELECT count(*) FROM {table}");
        return (long)command.ExecuteScalar()!;
    });

    /// <summary>Those of a table, a page at a time so that others get their turn.</summary>
    public static IEnumerable<List<ReleasedRow>> Pages(StateDatabase database, string table)
    {
        var last = new ReleasedRow(0, [], [], "", []);
        List<ReleasedRow> rows;
        do
        {
            rows = database.With(c => Read(c, table, last));
            if (rows.Count > 0) yield return rows;
            if (rows.Count > 0) last = rows[^1];
        }
        while (rows.Count == Page);
    }

    private static List<ReleasedRow> Read(SqliteConnection connection, string table, ReleasedRow after)
    {
        using var command = connection.Prepare($"SELECT sequence, record_id, chain_id, node, digest FROM {table} WHERE (sequence, record_id, chain_id) > ($1, $2, $3) "
            + "ORDER BY sequence, record_id, chain_id LIMIT $4", after.Sequence, after.RecordId, after.ChainId, Page);
        using var row = command.ExecuteReader();
        var rows = new List<ReleasedRow>();
        while (row.Read()) rows.Add(new ReleasedRow(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.GetFieldValue<byte[]>(2), row.GetString(3), row.GetFieldValue<byte[]>(4)));
        return rows;
    }
}
