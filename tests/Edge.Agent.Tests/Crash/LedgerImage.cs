using System.Security.Cryptography;

namespace Edge.Agent.Tests.Crash;

/// <summary>The bytes of the state database, of its write-ahead log, and of the journal of its first moments; null where the file is not there.</summary>
internal sealed record LedgerImage(byte[]? Database, byte[]? Log, byte[]? Journal = null)
{
    private const string Name = "state.db";
    private string? _fingerprint;

    public static LedgerImage None { get; } = new(null, null);

    public string Fingerprint => _fingerprint ??= $"{Hash(Database)} {Hash(Log)} {Hash(Journal)}";

    public static LedgerImage Of(Dictionary<string, byte[]> files) =>
        new(files.GetValueOrDefault(Name), files.GetValueOrDefault($"{Name}-wal"), files.GetValueOrDefault($"{Name}-journal"));

    public IEnumerable<KeyValuePair<string, byte[]>> Files()
    {
        if (Database is not null) yield return new(Name, Database);
        if (Log is not null) yield return new($"{Name}-wal", Log);
        if (Journal is not null) yield return new($"{Name}-journal", Journal);
    }

    /// <summary>What a dying card or a careless hand may leave of it.</summary>
    public IEnumerable<(LedgerImage Image, string Story)> Ruined()
    {
        yield return (None, "ledger lost");
        if (Log is not null) yield return (this with { Log = null }, "ledger's log lost");
        if (Database is null) yield break;
        var garbled = Database.ToArray();
        garbled.AsSpan(0, Math.Min(garbled.Length, 200)).Fill(0x5a);
        yield return (new LedgerImage(garbled, null), "ledger corrupt");
    }

    private static string Hash(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(SHA256.HashData(bytes));
}
