using System.Security.Cryptography;

namespace Edge.Agent.Tests.Crash;

/// <summary>The bytes of the state database and of its write-ahead log; null where the file is not there.</summary>
internal sealed record LedgerImage(byte[]? Database, byte[]? Log)
{
    private const int Page = 4096;
    private string? _fingerprint;

    public static LedgerImage None { get; } = new(null, null);

    public static LedgerImage Read(string path) => new(ReadFile(path), ReadFile(path + "-wal"));

    public string Fingerprint => _fingerprint ??= $"{Hash(Database)} {Hash(Log)}";

    public bool Same(LedgerImage other) => Same(Database, other.Database) && Same(Log, other.Log);

    /// <summary>What a cut may leave of a commit or a checkpoint that had begun on this image and would have ended as <paramref name="next"/>.</summary>
    public IEnumerable<(LedgerImage Image, string Story)> Torn(LedgerImage next)
    {
        var (old, now) = (Log ?? [], next.Log ?? []);
        if (Same(Database, next.Database))
        {
            // What the log shared before and after was not written again.
            var same = now.AsSpan().CommonPrefixLength(old);
            foreach (var quarter in (int[])[1, 2, 3])
            {
                var cut = same + ((now.Length - same) * quarter / 4);
                yield return (next with { Log = [.. now[..cut], .. old.Skip(cut)] }, $"ledger's log torn at byte {cut}");
                yield return (next with { Log = [.. now[..cut], .. new byte[now.Length - cut]] }, $"ledger's log zero from byte {cut}");
            }
        }
        else if (Log is not null && next.Log is null && Database is not null && next.Database is not null)
        {
            yield return (new LedgerImage(next.Database, Log), "checkpoint done, log not yet removed");
            yield return (new LedgerImage(Mixed(Database, next.Database, odd: true), Log), "checkpoint half done, odd pages");
            yield return (new LedgerImage(Mixed(Database, next.Database, odd: false), Log), "checkpoint half done, even pages");
        }
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

    private static byte[] Mixed(byte[] old, byte[] now, bool odd)
    {
        var mixed = now.ToArray();
        for (var at = odd ? Page : 0; at < now.Length; at += 2 * Page)
        {
            var page = mixed.AsSpan(at, Math.Min(Page, mixed.Length - at));
            page.Clear();
            if (at < old.Length) old.AsSpan(at, Math.Min(page.Length, old.Length - at)).CopyTo(page);
        }
        return mixed;
    }

    private static bool Same(byte[]? one, byte[]? other) => one is null ? other is null : other is not null && one.AsSpan().SequenceEqual(other);

    private static string Hash(byte[]? bytes) => bytes is null ? "none" : Convert.ToHexString(SHA256.HashData(bytes));

    private static byte[]? ReadFile(string path) => File.Exists(path) ? File.ReadAllBytes(path) : null;
}
