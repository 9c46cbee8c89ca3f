using System.Security.Cryptography;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Contracts.Signing;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>What lies in the data folder, as sums, and why each record in quarantine is there. Files are looked at, nothing is moved; no record is opened beyond its signed label and its digest.</summary>
internal sealed class SpoolSums(DataFolder data, PlainWords words)
{
    /// <summary>Each is read whole, for its digest.</summary>
    internal const int MostQuarantined = 100;

    public object Read() => new
    {
        Waiting = Directory.Exists(data.Spool) ? Sum(data.Spool) : null,
        Segments = Files(data.Segments),
        Kept = Sum(data.Kept),
        Tmp = Files(data.Tmp),
        StateDatabaseBytes = Size(data.StateDatabase),
        ReleasedDatabaseBytes = Size(data.ReleasedDatabase),
        Ballast = File.Exists(data.Ballast),
        InQuarantine = Sum(data.Quarantine),
        Quarantine = Quarantined(),
    };

    // The newest: of what has become damaged since, much has the same cause.
    private List<object> Quarantined()
    {
        if (!Directory.Exists(data.Quarantine)) return [];
        var keys = Keys();
        return [.. RecordListing.Read(data.Quarantine).Entries.OrderBy(e => e.Sequence).TakeLast(MostQuarantined).Select(e => (object)new { e.RecordId, Chain = e.Chain8, e.Sequence, e.Priority, SizeBytes = e.FileSize, Reason = Reason(e, keys) })];
    }

    private string Reason(SpoolEntry entry, IReadOnlyList<VerifyingKey> keys)
    {
        try
        {
            using var file = new FileBytes(File.OpenHandle(Path.Combine(data.Quarantine, RecordFileName.Of(entry))));
            var manifest = RecordFile.ReadManifest(file, keys);
            SpoolReader.CheckName(entry, manifest);
            RecordFile.CheckDigest(file, manifest);
            return "it is whole now";
        }
        catch (Exception e) when (ReadFault.IsOne(e))
        {
            return words.Of(e.Message);
        }
    }

    private List<VerifyingKey> Keys()
    {
        if (!Directory.Exists(data.Signers)) return [];
        List<VerifyingKey> keys = [];
        foreach (var file in Directory.GetFiles(data.Signers, "*.spki"))
        {
            try
            {
                keys.Add(new VerifyingKey(File.ReadAllBytes(file)));
            }
            catch (CryptographicException)
            {
                // Damaged: its records show as such.
            }
        }
        return keys;
    }

    private static object? Sum(string folder)
    {
        if (!Directory.Exists(folder)) return null;
        var (entries, foreign) = RecordListing.Read(folder);
        return new { Records = entries.Count, Bytes = entries.Sum(e => e.FileSize), First = entries.Count > 0 ? entries.Min(e => e.Sequence) : 0, Last = entries.Count > 0 ? entries.Max(e => e.Sequence) : 0, OtherFiles = foreign };
    }

    private static object? Files(string folder) => !Directory.Exists(folder) ? null : new DirectoryInfo(folder).GetFiles() is var files ? new { Files = files.Length, Bytes = files.Sum(f => f.Length) } : null;

    private static long? Size(string file) => File.Exists(file) ? new FileInfo(file).Length : null;
}
