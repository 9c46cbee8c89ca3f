using Edge.Hosting.Linux;
using Microsoft.Data.Sqlite;

namespace Edge.Hub.Backup;

/// <summary>
/// Boards that were admitted or revoked, and officers that were added or locked, after the backup was made, and users and tokens: the archive that is replaced still
/// knows, and a restore must not let a stolen board, or somebody who left, in again. Settings go on from the version boards have, and the audit from where it was.
/// </summary>
internal static class NewerRows
{
    private const string Boards = "boards";

    // Boards first, and each part by itself: a page of the audit that cannot be read lets no board in again. Tables come after those they refer to.
    private static readonly (string Name, string[] Tables)[] Parts =
    [
        (Boards, ["Nodes", "NodeKeys", "NodeCertificates", "EnrolSecrets"]),
        ("users and tokens", ["Users", "ApiTokens"]),
        ("officers", ["Officers", "OfficerAreas"]),
        ("places and drafts of settings", ["Places", "SettingsDrafts"]),
    ];

    /// <summary>Carries these over from the archive being replaced, as far as it can be read and goes on from the backup.</summary>
    /// <returns>The boards that differed.</returns>
    public static IReadOnlyList<string> Merge(string restoring, string old, Action<string> talk)
    {
        if (!File.Exists(old)) return [];
        using var connection = BackupFile.Open(restoring, SqliteOpenMode.ReadWrite);
        if (!IsSameHub(connection, old, talk, out var there)) return [];
        IReadOnlyList<string> differ = [];
        foreach (var (name, tables) in Parts)
        {
            var isCarried = Carry(connection, name, talk, () =>
            {
                if (name == Boards) differ = Differing(connection);
                foreach (var table in tables.Reverse().Where(there.Contains)) BackupFile.Run(connection, $"DELETE FROM main.{table}");
                foreach (var table in tables.Where(there.Contains)) BackupFile.Run(connection, $"INSERT INTO main.{table} SELECT * FROM old.{table}");
            });
            if (name == Boards && !isCarried) differ = [];
        }
        // The highest version of a group counts: one issued anew would else tell boards what was true at the backup.
        if (there.Contains("IssuedSettings")) Carry(connection, "settings of boards", talk, () => BackupFile.Run(connection, "INSERT OR IGNORE INTO main.IssuedSettings SELECT * FROM old.IssuedSettings"));
        if (there.Contains("Audit")) Carry(connection, "the audit", talk, () => GoOn(connection, talk));
        return differ;
    }

    private static bool IsSameHub(SqliteConnection connection, string old, Action<string> talk, out HashSet<string> there)
    {
        there = [];
        try
        {
            using (var attach = connection.CreateCommand())
            {
                attach.CommandText = "ATTACH DATABASE $old AS old";
                attach.Parameters.AddWithValue("$old", old);
                attach.ExecuteNonQuery();
            }
            // An archive of an older build has fewer.
            there = Names(connection, "SELECT name FROM old.sqlite_master WHERE type = 'table'").ToHashSet(StringComparer.Ordinal);
            // Another hub's rows would give numbers of this one's another meaning.
            if (Names(connection, "SELECT Node FROM main.NodeKeys EXCEPT SELECT k.Node FROM main.NodeKeys k JOIN old.NodeKeys o ON o.Id = k.Id AND o.Node = k.Node AND o.Spki = k.Spki").Count == 0) return true;
            talk("the archive that is there does not go on from this backup; its boards are not carried over");
        }
        catch (SqliteException e)
        {
            talk($"boards of the archive that is there could not be read ({Reason.Of(e)}): what was added, changed or revoked after the backup has to be done again");
        }
        return false;
    }

    private static bool Carry(SqliteConnection connection, string name, Action<string> talk, Action work)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            work();
            transaction.Commit();
            return true;
        }
        catch (SqliteException e)
        {
            talk($"{name} of the archive that is there could not be read ({Reason.Of(e)}): what was added, changed or revoked after the backup has to be done again");
            return false;
        }
    }

    private static List<string> Differing(SqliteConnection connection) =>
        Names(connection, "SELECT Name FROM (SELECT Name, RevokedAt FROM old.Nodes EXCEPT SELECT Name, RevokedAt FROM main.Nodes) "
            + "UNION SELECT Node FROM (SELECT Node, Spki, RevokedAt FROM old.NodeKeys EXCEPT SELECT Node, Spki, RevokedAt FROM main.NodeKeys)");

    // Only where the two agree on the last entry of the backup: or the chain would break where they meet.
    private static void GoOn(SqliteConnection connection, Action<string> talk)
    {
        var apart = Names(connection, "SELECT Act FROM main.Audit m WHERE m.Number = (SELECT max(Number) FROM main.Audit) AND NOT EXISTS (SELECT 1 FROM old.Audit o WHERE o.Number = m.Number AND o.Digest = m.Digest)");
        if (apart.Count == 0) BackupFile.Run(connection, "INSERT INTO main.Audit SELECT * FROM old.Audit WHERE Number > ifnull((SELECT max(Number) FROM main.Audit), 0) ORDER BY Number");
        else talk("the audit of the archive that is there does not go on from this backup's; it stays in the archive that is set aside");
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
