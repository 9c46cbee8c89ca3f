using System.Security.Cryptography;
using System.Text;
using Edge.Testing.Sqlite;

namespace Edge.Hub.Tests.Crash;

/// <summary>Cuts the power after every write of a hub's database and starts a hub on everything that this may leave.</summary>
/// <remarks>
/// Modelled: every write, truncation, fsync, new and removed file of SQLite itself, seen through its own file layer; what is open at the cut is
/// kept, dropped, torn or zero, in any order, by <see cref="FileModel"/>. Not modelled: disks that lie about an fsync, and tears finer than halves.
/// </remarks>
internal sealed class HubCrashSimulator
{
    private const int Enough = 20;
    private const int Drawn = 8;

    // The ordinary run starts a hub on a sample: of each step everything kept, everything open dropped, and one more.
    private const int Sampled = 1;

    // And while the tables are made, long before anything is promised, of every third step.
    private const int SampledMaking = 3;

    // The long form: every variant of every step, and so many random lives.
    public static readonly int Lives = int.Parse(Environment.GetEnvironmentVariable("EDGEDEV_HUB_CRASH_LIVES") ?? "0", System.Globalization.CultureInfo.InvariantCulture);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public int Prefixes { get; private set; }

    public int States { get; private set; }

    public int Starts { get; private set; }

    public List<string> Violations { get; } = [];

    /// <param name="life">What is cut.</param>
    /// <param name="first">The step to begin with.</param>
    /// <param name="sought">The violation that ends the search.</param>
    public async Task CheckAsync(HubLife life, int first = 0, Func<string, bool>? sought = null)
    {
        using var registry = ECDiffieHellman.Create();
        registry.ImportFromPem(await File.ReadAllTextAsync(life.Hub.Paths.RegistryKey));
        var model = new FileModel();
        var log = life.Log.Steps;
        for (var steps = 0; steps <= log.Count && Violations.Count < Enough && (sought is null || !Violations.Any(sought)); steps++)
        {
            if (steps > 0) model.Apply(log[steps - 1]);
            if (steps < first || (Lives == 0 && steps < life.EnrolledAt && steps % SampledMaking != 0)) continue;
            Prefixes++;
            var promises = string.Join(';', life.Stories.Select(s => s.Brief(steps)));
            var after = steps;
            var cuts = Some(model, new Random(steps)).Where(c =>
            {
                States++;
                return _seen.Add(Fingerprint(c.Image) + promises);
            }).ToList();
            Starts += cuts.Count;
            await Parallel.ForEachAsync(cuts, async (cut, _) =>
            {
                await using var recovery = new ArchiveRecovery(life, after, registry);
                var wrong = await recovery.CheckAsync(cut.Image);
                if (wrong.Count == 0) return;
                lock (Violations) Violations.Add($"after step {after} ({(after == 0 ? "none" : log[after - 1])}) with {cut.Story}: {string.Join("; ", wrong)}");
            });
        }
    }

    public override string ToString() => $"{Prefixes} prefixes, {States} prefix x variant states, {Starts} of them different and started on, {Violations.Count} violation(s)";

    private static IEnumerable<(Dictionary<string, byte[]> Image, string Story)> Some(FileModel model, Random dice)
    {
        var states = model.States(dice, Lives > 0 ? Drawn : 1).ToList();
        if (Lives > 0 || states.Count <= 2 + Sampled) return states;
        var others = states.Skip(2).ToArray();
        dice.Shuffle(others);
        return states.Take(2).Concat(others.Take(Sampled));
    }

    private static string Fingerprint(Dictionary<string, byte[]> image)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, bytes) in image.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}:{bytes.Length};"));
            hash.AppendData(bytes);
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
