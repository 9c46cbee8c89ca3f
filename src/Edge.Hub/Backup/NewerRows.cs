using Microsoft.Data.Sqlite;

namespace Edge.Hub.Backup;

/// <summary>Boards that were admitted or revoked after the backup was made: the archive that is replaced still knows, and a restore must not let a stolen board in again.</summary>
internal static class NewerRows
{
    // Each after those it refers to.
    private static readonly string[] Tables = ["Nodes", "NodeKeys", "NodeCertificates", "EnrolSecrets"];

    /// <summary>Carries boards, keys, certificates and secrets over from the archive being replaced, where it can be read and goes on from the backup.</summary>
    /// <returns>The boards that differed.</returns>
    public static IReadOnlyList<string> Merge(string restoring, string old, Action<string> talk)
    {
        if (!File.Exists(old)) return [];
        try
        {
            using var connection = BackupFile.Open(restoring, SqliteOpenMode.ReadWrite);
            using (var attach = connection.CreateCommand())
            {
                attach.CommandText = "ATTACH DATABASE $old AS old";
                attach.Parameters.AddWithValue("$old", old);
                attach.ExecuteNonQuery();
            }
            // Another hub's rows would give numbers of this one's another meaning.
            if (Names(connection, "SELECT Node FROM main.NodeKeys EXCEPT SELECT k.Node FROM main.NodeKeys k JOIN old.NodeKeys o ON o.Id = k.Id AND o.Node = k.Node AND o.Spki = k.Spki").Count > 0)
            {
                talk("the archive that is there does not go on from this backup; its boards are not carried over");
                return [];
            }
            var differ = Names(connection, "SELECT Name FROM (SELECT Name, RevokedAt FROM old.Nodes EXCEPT SELECT Name, RevokedAt FROM main.Nodes) "
                + "UNION SELECT Node FROM (SELECT Node, Spki, RevokedAt FROM old.NodeKeys EXCEPT SELECT Node, Spki, RevokedAt FROM main.NodeKeys)");
            using var transaction = connection.BeginTransaction();
            foreach (var table in Tables.Reverse()) BackupFile.Run(connection, $"DELETE FROM main.{table}");
            foreach (var table in Tables) BackupFile.Run(connection, $"INSERT INTO main.{table} SELECT * FROM old.{table}");
            transaction.Commit();
            return differ;
        }
        catch (SqliteException e)
        {
            talk($"boards of the archive that is there could not be read ({e.Message}): what was added or revoked after the backup has to be added or revoked again");
            return [];
        }
    }

    private static List<string> Names(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        // Constants of this class only.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        using var row = command.ExecuteReader();
        var names = new List<string>();
        while (row.Read()) names.Add(row.GetString(0));
        return names;
    }
}
