using Edge.Agent.Courier;
using Edge.Agent.Identity;
using Edge.Agent.Spool;
using Edge.Agent.Storage;
using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Contracts.Records;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Commissioning;

/// <summary>What a board that is not running holds and no hub has confirmed.</summary>
/// <param name="Queued">Records without a receipt, each with its manifest's digest.</param>
/// <param name="Others">Records found damaged, and sealed parts of cases that have not ended: no stick takes them.</param>
internal sealed record Holdings(IReadOnlyDictionary<Guid, byte[]> Queued, int Others)
{
    public bool Any => Queued.Count + Others > 0;

    /// <exception cref="SpoolException">It cannot be told: then something may be held.</exception>
    public static Holdings Read(IServiceProvider services)
    {
        var data = services.GetRequiredService<DataFolder>();
        var setup = new SpoolSetup(data, services.GetRequiredService<IOptions<SpoolOptions>>().Value, services.GetRequiredService<IDisk>(), services.GetRequiredService<IFreeSpace>(),
            SignerKeys.All(data), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<Holdings>>());
        using var spool = RecordSpool.Open(setup, services.GetRequiredService<Ballast>(), services.GetRequiredService<StateDatabase>);
        var queued = new Dictionary<Guid, byte[]>();
        foreach (var entry in spool.Queued.ToList())
        {
            try
            {
                using var record = spool.Open(entry);
                record.CheckDigest();
                queued[entry.RecordId] = record.Manifest.Digest.ToArray();
            }
            catch (SpoolDamagedException)
            {
                // In quarantine now, and counted there.
            }
        }
        var parts = Directory.Exists(data.Enrolment) ? Directory.GetFiles(data.Enrolment, "*", SearchOption.AllDirectories).Length : 0;
        return new Holdings(queued, spool.Damaged.Count + parts);
    }

    /// <summary>How many of the queued records are not on that stick, whole and named by a slip.</summary>
    public int Missing(Stick stick)
    {
        var there = new HashSet<Guid>();
        foreach (var path in stick.Slips().Where(f => File.Exists(Path.Combine(f, CourierNames.Slip))).SelectMany(Directory.GetFiles).Where(f => CourierNames.IsRecord(Path.GetFileName(f))))
        {
            try
            {
                var manifest = RecordFrame.Read(StickFile.Read(path, RecordFrame.LargestFile)).Manifest;
                if (Queued.TryGetValue(manifest.RecordId, out var digest) && manifest.Digest.AsSpan().SequenceEqual(digest)) there.Add(manifest.RecordId);
            }
            catch (Exception e) when (e is MalformedException or IOException)
            {
                // Not whole: it counts as missing.
            }
        }
        return Queued.Count - there.Count;
    }
}
