using System.Security.Cryptography;
using System.Text;
using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Crash;

/// <summary>All that is on a disk: names with their bytes (null for a folder), and the ledger.</summary>
internal sealed record DiskImage(SortedDictionary<string, byte[]?> Entries, LedgerImage Ledger)
{
    public static DiskImage Empty { get; } = new(new(StringComparer.Ordinal), LedgerImage.None);

    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, bytes) in Entries) Add(path, bytes);
        return $"{Convert.ToHexString(hash.GetHashAndReset())} {Ledger.Fingerprint}";

        void Add(string name, byte[]? bytes)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}:{bytes?.Length ?? -1};"));
            if (bytes is not null) hash.AppendData(bytes);
        }
    }

    /// <summary>Puts it into an empty folder.</summary>
    public void WriteTo(DataFolder data)
    {
        foreach (var (path, bytes) in Entries)
        {
            var full = Path.Combine(data.Root, path);
            if (bytes is null) Directory.CreateDirectory(full);
            else Write(full, bytes);
        }
        foreach (var (name, bytes) in Ledger.Files) Write(Path.Combine(data.Root, name), bytes);
    }

    private static void Write(string path, byte[] bytes)
    {
        using var file = File.Create(path);
        file.Write(bytes);
    }
}
