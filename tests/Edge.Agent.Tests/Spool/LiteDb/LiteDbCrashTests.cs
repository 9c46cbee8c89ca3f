using System.Security.Cryptography;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Spool.LiteDb;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Edge.Testing.Sqlite;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>
/// Cuts the power at every write of LiteDB's files and at every step of the folders, and opens the store on what that may leave, as the crash
/// simulator does with SQLite's. Queue, ledger and kept/ are common to all stores and are cut there.
/// </summary>
public sealed class LiteDbCrashTests(ITestOutputHelper output)
{
    private const int Enough = 200;

    /// <summary>Two segments, a restart, releases; the first segment drains and is deleted.</summary>
    private static void Ordinary(LiteDbLife life)
    {
        life.Start();
        for (ulong i = 1; i <= 3; i++) life.Accept(i, 300);
        life.Release(0);
        life.Start();
        life.Accept(4, 70_000);
        life.Release(1);
        life.Release(2);
        life.Accept(5, 9_000);
    }

    /// <summary>A page of the oldest segment is spoilt: it is read page by page, drains, and is set aside.</summary>
    private static void SetAside(LiteDbLife life, int page)
    {
        life.Start();
        for (ulong i = 1; i <= 3; i++) life.Accept(i, 9_000);
        life.Spoil("00000001.litedb", page);
        life.Start();
        life.Accept(4, 9_000);
        for (var i = 0; i < 3; i++) life.Release(i);
    }

    private static void ToLiteDb(LiteDbLife life)
    {
        life.StartOnFiles();
        for (ulong i = 1; i <= 3; i++) life.Accept(i, 9_000);
        life.Start();
        life.Accept(4, 300);
    }

    private static void ToFiles(LiteDbLife life)
    {
        life.Start();
        for (ulong i = 1; i <= 4; i++) life.Accept(i, 9_000);
        life.StartOnFiles();
        life.Accept(5, 300);
    }

    public static TheoryData<string> Lives { get; } = [nameof(Ordinary), "set aside, header", "set aside, first collection", "set aside, an index", nameof(ToLiteDb), nameof(ToFiles)];

    [Theory]
    [MemberData(nameof(Lives))]
    public void Whatever_a_cut_leaves_every_accepted_record_is_there_and_the_next_is_taken(string life)
    {
        var (states, wrong) = Cut(Life(life));
        output.WriteLine($"{life}: {states} states, {wrong.Count} violations");
        Assert.True(states > 150, $"only {states} states were tried");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(5)));
    }

    [Fact]
    public void The_lives_see_what_they_are_for()
    {
        using var ordinary = new LiteDbLife();
        Ordinary(ordinary);
        Assert.Contains(ordinary.Steps, s => s is FileStep.Made { Path: "segments/00000002.litedb" });
        Assert.Contains(ordinary.Steps, s => s is FileStep.Removed { Path: "segments/00000001.litedb" });
        using var aside = new LiteDbLife();
        SetAside(aside, 1);
        Assert.Contains(aside.Steps, s => s is FileStep.Made { Path: "quarantine/00000001.litedb" });
        using var files = new LiteDbLife();
        ToLiteDb(files);
        Assert.Empty(Directory.GetFiles(files.Data.Spool));
        using var litedb = new LiteDbLife();
        ToFiles(litedb);
        Assert.Empty(Directory.GetFiles(litedb.Data.Segments));
    }

    /// <summary>What our streams are for: with the fsyncs that LiteDB 5.0 itself does, and no others, records are lost.</summary>
    [Fact]
    public void With_the_librarys_own_fsyncs_alone_accepted_records_are_lost()
    {
        var (states, wrong) = Cut(Ordinary, s => s is not FileStep.Synced { Folder: false } synced || !synced.Path.EndsWith("-log", StringComparison.Ordinal), enough: 1);
        output.WriteLine($"{states} states, {wrong.Count} violations\n{string.Join('\n', wrong.Take(3))}");
        Assert.NotEmpty(wrong);
    }

    [Fact]
    public void Without_the_fsync_of_the_folder_a_segment_is_lost() =>
        Assert.NotEmpty(Cut(Ordinary, s => s is not FileStep.FolderSynced { Path: "segments" }, enough: 1).Wrong);

    private static Action<LiteDbLife> Life(string name) => name switch
    {
        nameof(Ordinary) => Ordinary,
        nameof(ToLiteDb) => ToLiteDb,
        nameof(ToFiles) => ToFiles,
        "set aside, header" => life => SetAside(life, 0),
        "set aside, first collection" => life => SetAside(life, 1),
        _ => life => SetAside(life, 2),
    };

    private static (int States, List<string> Wrong) Cut(Action<LiteDbLife> live, Func<FileStep, bool>? counts = null, int enough = Enough)
    {
        using var life = new LiteDbLife();
        live(life);
        var (steps, promises) = (life.Steps, life.Promises);
        var (states, wrong, seen) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (var cut = 0; cut <= steps.Count && wrong.Count < enough; cut++)
        {
            var model = new FileModel();
            foreach (var step in steps.Take(cut).Where(s => counts?.Invoke(s) ?? true)) model.Apply(step);
            foreach (var (image, story) in model.States(new Random(cut), drawn: 1))
            {
                if (!seen.Add(Fingerprint(image, promises, cut))) continue;
                states++;
                if (Check(image, promises, cut) is { } problem) wrong.Add($"after step {cut} ({(cut == 0 ? "none" : steps[cut - 1])}) with {story}: {problem}");
            }
        }
        return (states, wrong);
    }

    private static string? Check(Dictionary<string, byte[]> image, List<LiteDbPromise> promises, int cut)
    {
        using var folder = new ScratchFolder();
        var disk = new LinuxDisk();
        LiteDbLife.MakeFolders(folder.Data);
        foreach (var (name, bytes) in image)
        {
            using var file = File.Create(Path.Combine(folder.Data.Root, name));
            file.Write(bytes);
        }
        try
        {
            using var store = LiteDbLife.Open(folder.Data, disk, path => new LinuxPageFile(path));
            StoreChoice.MoveRecords(LiteDbLife.Setup(folder.Data, disk, SpoolOptions.LiteDb), store);
            var here = store.List().Entries;
            if (here.Count != here.Distinct().Count()) return "a record is there twice";
            foreach (var promise in promises.Where(p => p.From <= cut && cut <= p.Until && !here.Contains(p.Entry))) return $"accepted record {promise.Entry.Sequence} is lost";
            foreach (var entry in here) Read(store, entry);
            var (next, sealedBytes) = TestRecords.Make(99, 9_000);
            var added = RecordFileName.Entry(next, RecordFrame.HeaderLength(next) + sealedBytes.Length);
            store.Write(added, next, sealedBytes);
            Read(store, added);
            foreach (var entry in here) Read(store, entry);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }

    private static void Read(LiteDbRecordStore store, SpoolEntry entry)
    {
        using var bytes = store.Open(entry);
        RecordFile.CheckDigest(bytes, RecordFile.ReadManifest(bytes, [TestKeys.Shared.Node.Public]));
    }

    private static string Fingerprint(Dictionary<string, byte[]> image, List<LiteDbPromise> promises, int cut) =>
        string.Join(' ', image.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Key + Convert.ToHexString(SHA256.HashData(i.Value))))
        + string.Join(',', promises.Select(p => p.From <= cut && cut <= p.Until));
}
