using System.Diagnostics;
using System.Globalization;

namespace Edge.Testing.Fuzz;

/// <summary>Gives a decoder everything of its corpus and thousands of changed copies: it answers or refuses in its one way, and takes no more memory than its input may.</summary>
/// <remarks>EDGEDEV_FUZZ_CASES sets how many cases a decoder gets (2,000 in the ordinary run), EDGEDEV_FUZZ_SEED which.</remarks>
internal static class FuzzRun
{
    // What any message may cost: the largest plaintext a few times over.
    private const long MostAllocated = 32L << 20;

    private static readonly int Cases = Setting("EDGEDEV_FUZZ_CASES", 2_000);
    private static readonly int Seed = Setting("EDGEDEV_FUZZ_SEED", 1);

    /// <summary>Returns what was tried, in words.</summary>
    public static string Try(string decoder, IReadOnlyList<byte[]> seeds, Action<byte[]> decode, Func<Exception, bool> isRefusal)
    {
        var corpus = Corpus(decoder).Concat(Corpus("any")).ToList();
        List<byte[]> all = [.. seeds, .. corpus];
        var (refused, largest, dice, started) = (0, 0L, new Random(Seed), Stopwatch.GetTimestamp());
        foreach (var bytes in all.Concat(Enumerable.Range(0, Cases).Select(_ => Mutation.Of(all, dice))))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                decode(bytes);
            }
            catch (Exception e) when (isRefusal(e))
            {
                refused++;
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{decoder} threw {e.GetType().Name} ({e.Message}); keep this input as tests/…/Corpus/{decoder}/NAME.bin: {Convert.ToBase64String(bytes)}", e);
            }
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            largest = Math.Max(largest, allocated);
            if (allocated > MostAllocated) throw new InvalidOperationException($"{decoder} took {allocated} bytes of memory for {bytes.Length}; keep this input in Corpus/{decoder}: {Convert.ToBase64String(bytes)}");
        }
        return string.Create(CultureInfo.InvariantCulture,
            $"{decoder}: {all.Count} of the corpus and {Cases} changed, {refused} refused, at most {largest} bytes allocated, {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private static IEnumerable<byte[]> Corpus(string decoder)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Corpus", decoder);
        return Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }

    private static int Setting(string name, int otherwise) => int.Parse(Environment.GetEnvironmentVariable(name) ?? $"{otherwise}", CultureInfo.InvariantCulture);
}
