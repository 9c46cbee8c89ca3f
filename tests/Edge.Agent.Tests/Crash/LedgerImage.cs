using System.Security.Cryptography;

namespace Edge.Agent.Tests.Crash;

/// <summary>The bytes of the board's two databases, of their write-ahead logs, and of the journals of their first moments.</summary>
internal sealed record LedgerImage(IReadOnlyDictionary<string, byte[]> Files)
{
    private const string Name = "state.db";
    private static readonly string[] Names = [.. ((string[])[Name, "released.db"]).SelectMany(n => (string[])[n, $"{n}-wal", $"{n}-journal"])];
    private string? _fingerprint;

    public static LedgerImage None { get; } = new(new Dictionary<string, byte[]>());

    public string Fingerprint => _fingerprint ??= string.Join(' ', Names.Select(n => Files.TryGetValue(n, out var bytes) ? Convert.ToHexString(SHA256.HashData(bytes)) : "none"));

    public static LedgerImage Of(Dictionary<string, byte[]> files) => new(files.Where(f => Names.Contains(f.Key)).ToDictionary());

    /// <summary>What a dying card or a careless hand may leave of one of them; the other is whole.</summary>
    public IEnumerable<(LedgerImage Image, string Story)> Ruined()
    {
        yield return (Without(Name, $"{Name}-wal", $"{Name}-journal"), "ledger lost");
        if (Files.ContainsKey($"{Name}-wal")) yield return (Without($"{Name}-wal"), "ledger's log lost");
        if (!Files.TryGetValue(Name, out var database)) yield break;
        var garbled = database.ToArray();
        garbled.AsSpan(0, Math.Min(garbled.Length, 200)).Fill(0x5a);
        var rest = Without(Name, $"{Name}-wal", $"{Name}-journal");
        yield return (new LedgerImage(new Dictionary<string, byte[]>(rest.Files) { [Name] = garbled }), "ledger corrupt");
    }

    private LedgerImage Without(params string[] names) => new(Files.Where(f => !names.Contains(f.Key)).ToDictionary());
}
