using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Crash;
using Edge.Agent.Tests.Support;
using Edge.Contracts.Records;
using Edge.Agent.Spool.LiteDb;
using Edge.Tests.Sqlite;

namespace Edge.Agent.Tests.Spool.LiteDb;

/// <summary>
/// Cuts the power at every write of LiteDB's two files and opens the store on what that may leave, as the crash simulator does with SQLite's.
/// Queue, ledger and kept/ are common to all stores and are cut there.
/// </summary>
public sealed class LiteDbCrashTests(ITestOutputHelper output)
{
    private const int Enough = 200;

    private sealed record Promise(SpoolEntry Entry, RecordManifest Manifest, int From, int Until);

    [Fact]
    public void Whatever_a_cut_leaves_every_accepted_record_is_there_and_the_next_is_taken()
    {
        var (states, wrong) = Cut((path, steps) => new RecordedPageFile(path, steps));
        output.WriteLine($"{states} states, {wrong.Count} violations");
        Assert.True(states > 200, $"only {states} states were tried");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(5)));
    }

    /// <summary>What our streams are for: with the fsyncs that LiteDB 5.0 itself does, and no others, records are lost.</summary>
    [Fact]
    public void With_the_librarys_own_fsyncs_alone_accepted_records_are_lost()
    {
        var (states, wrong) = Cut((path, steps) => new RecordedPageFile(path, steps), s => s is not FileStep.Synced { Folder: false, Path: "spool.litedb-log" });
        output.WriteLine($"{states} states, {wrong.Count} violations\n{string.Join('\n', wrong.Take(3))}");
        Assert.NotEmpty(wrong);
    }

    private static (int States, List<string> Wrong) Cut(Func<string, List<FileStep>, IPageFile> open, Func<FileStep, bool>? counts = null)
    {
        var steps = new List<FileStep>();
        using var folder = new ScratchFolder();
        var promises = Live(folder.Data, steps, path => open(path, steps));
        var (states, wrong, seen) = (0, new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        for (var cut = 0; cut <= steps.Count && wrong.Count < Enough; cut++)
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

    private static List<Promise> Live(DataFolder data, List<FileStep> steps, Func<string, IPageFile> open)
    {
        var promises = new List<Promise>();
        var disk = new RecordedFolder(steps);
        MakeFolders(data, disk);
        var store = new LiteDbRecordStore(data, disk, open);
        for (ulong i = 1; i <= 2; i++) Add(i, 300);
        Release(0);
        store.Dispose();
        store = new LiteDbRecordStore(data, disk, open);
        Add(3, 9_000);
        Release(1);
        return promises;

        void Add(ulong sequence, int size)
        {
            var (manifest, bytes) = TestRecords.Make(sequence, size);
            var entry = RecordFileName.Entry(manifest, RecordFrame.HeaderLength(manifest) + size);
            store.Write(entry, manifest, bytes);
            promises.Add(new Promise(entry, manifest, steps.Count, int.MaxValue));
        }

        void Release(int index)
        {
            promises[index] = promises[index] with { Until = steps.Count };
            store.MoveTo(data.Kept, [promises[index].Entry]);
        }
    }

    private static string? Check(Dictionary<string, byte[]> image, List<Promise> promises, int cut)
    {
        using var folder = new ScratchFolder();
        var disk = new LinuxDisk();
        MakeFolders(folder.Data, disk);
        foreach (var (name, bytes) in image)
        {
            using var file = File.Create(Path.Combine(folder.Data.Root, name));
            file.Write(bytes);
        }
        try
        {
            using var store = new LiteDbRecordStore(folder.Data, disk, path => new LinuxPageFile(path));
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

    private static void MakeFolders(DataFolder data, IDisk disk)
    {
        foreach (var path in (string[])[data.Tmp, data.Kept]) disk.CreateFolder(path);
    }

    private static string Fingerprint(Dictionary<string, byte[]> image, List<Promise> promises, int cut) =>
        string.Join(' ', image.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => i.Key + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(i.Value))))
        + string.Join(',', promises.Select(p => p.From <= cut && cut <= p.Until));
}
