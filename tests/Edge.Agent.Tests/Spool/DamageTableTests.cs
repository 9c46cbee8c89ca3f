using System.Globalization;
using Edge.Agent.Spool;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Spool;

/// <summary>
/// A page of 8 kB is overwritten somewhere among 100 records, again and again: what comes through, what is told, and that nothing else is
/// touched. <c>EDGEDEV_DAMAGES=200</c> makes the whole table; the ordinary run takes a sample.
/// </summary>
public sealed class DamageTableTests(ITestOutputHelper output)
{
    private const int Records = 100;
    private const int Bytes = 40_000;
    private const int Page = 8192;

    private static readonly int Damages = int.Parse(Environment.GetEnvironmentVariable("EDGEDEV_DAMAGES") ?? "12", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(SpoolOptions.LiteDb)]
    [InlineData(SpoolOptions.Files)]
    public void A_bad_page_costs_the_records_on_it_and_every_one_of_them_is_named(string store)
    {
        using var bench = new SpoolBench { Options = new SpoolOptions { Store = store, AllowVolatile = true, ReserveBytes = 0, BallastBytes = 0 } };
        var spool = bench.Open();
        var digests = new Dictionary<ulong, byte[]>();
        for (ulong number = 1; number <= Records; number++)
        {
            var (manifest, bytes) = TestRecords.Make(number, Bytes);
            spool.Commit(manifest, bytes);
            digests[number] = manifest.Digest;
        }
        bench.Close();
        using var image = new TestFolder();
        Copy(bench.Data.Root, image.Data.Root);
        var (dice, lost) = (new Random(1), new List<int>());
        for (var round = 0; round < Damages; round++)
        {
            Directory.Delete(bench.Data.Root, recursive: true);
            Copy(image.Data.Root, bench.Data.Root);
            var what = Damage(bench, store, round, dice);
            lost.Add(Look(bench.Open(), digests, what));
            bench.Close();
        }
        lost.Sort();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{store}: {Damages} damages; lost of {Records}: mean {lost.Average():F2}, median {lost[lost.Count / 2]}, 99th percentile {lost[lost.Count * 99 / 100]}, most {lost[^1]}; {100 - lost.Average() * 100 / Records:F2} % come through"));
        Assert.True(lost.Average() <= 0.015 * Records, $"{lost.Average()} of {Records} are lost on average");
        Assert.True(lost[^1] < Records, "all are lost");
    }

    private static int Look(RecordSpool spool, Dictionary<ulong, byte[]> digests, string what)
    {
        var whole = new List<ulong>();
        foreach (var entry in spool.Queued)
        {
            try
            {
                using var record = spool.Open(entry);
                record.CheckDigest();
                Assert.Equal(digests[entry.Sequence], record.Manifest.Digest);
                whole.Add(entry.Sequence);
            }
            catch (SpoolDamagedException)
            {
            }
        }
        var damaged = spool.Damaged.Select(d => d.Sequence).ToList();
        Assert.True(whole.Concat(damaged).Order().SequenceEqual(digests.Keys.Order()), $"{what}: {whole.Count} whole, told damaged: {string.Join(' ', damaged)}");
        Assert.Equal((ulong)Records, spool.Tail.Sequence);
        // Intake goes on, with the next number.
        var (next, bytes) = TestRecords.Make(Records + 1, Bytes);
        spool.Commit(next, bytes);
        using var read = spool.Open(spool.Queued.Single(e => e.Sequence == Records + 1));
        read.CheckDigest();
        return damaged.Count;
    }

    private static string Damage(SpoolBench bench, string store, int round, Random dice)
    {
        var files = store == SpoolOptions.Files ? Directory.GetFiles(bench.Data.Spool) : Directory.GetFiles(bench.Data.Segments, "*.litedb");
        var path = files[dice.Next(files.Length)];
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var pages = (int)((file.Length + Page - 1) / Page);
        // The first pages hold what a LiteDB file is opened by.
        var page = round < 4 ? Math.Min(round, pages - 1) : dice.Next(pages);
        var noise = new byte[Math.Min(Page, file.Length - ((long)page * Page))];
        dice.NextBytes(noise);
        file.Position = (long)page * Page;
        file.Write(noise);
        return $"round {round}, page {page} of {pages}";
    }

    private static void Copy(string from, string to)
    {
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories).Prepend(from)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
