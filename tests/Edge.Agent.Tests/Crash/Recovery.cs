using Edge.Agent.Custody;
using Edge.Agent.Spool;
using Edge.Agent.Spool.Files;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Crash;

/// <summary>Starts an agent on what a cut left, and says what is not as promised.</summary>
internal sealed class Recovery(CutState cut, IReadOnlyCollection<RecordStory> stories, SpoolOptions options, SigningKey key)
{
    private readonly List<string> _wrong = [];
    private readonly Dictionary<Guid, RecordManifest> _queued = [];
    private readonly Dictionary<Guid, RecordManifest> _kept = [];
    private readonly List<(Guid Id, ulong Sequence)> _found = [];

    public IReadOnlyList<string> Check()
    {
        using var folder = new ScratchFolder();
        cut.Image.WriteTo(folder.Data);
        try
        {
            Check(folder.Data);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Wrong($"an exception came out: {e}");
        }
        return _wrong;
    }

    private void Check(DataFolder data)
    {
        var disk = new LinuxDisk();
        var (spool, state, custodian) = Board.Open(data, options, disk, disk, key);
        using (state)
        using (spool)
        {
            if (Directory.GetFiles(data.Tmp).Length > 0) Wrong("tmp/ is not empty");
            Find(data, spool);
            foreach (var story in stories) Check(story, spool, custodian);
            foreach (var damaged in RecordListing.Read(data.Quarantine).Entries.Select(e => e.RecordId).Except(stories.Where(s => s.Rotted is not null).Select(s => s.Id)))
            {
                Wrong($"record {damaged} is quarantined, and nothing had damaged it");
            }
            foreach (var stranger in _queued.Keys.Concat(_kept.Keys).Except(stories.Select(s => s.Id))) Wrong($"record {stranger} was never submitted");
            foreach (var number in _found.GroupBy(f => f.Sequence).Where(g => g.Distinct().Count() > 1)) Wrong($"number {number.Key} belongs to {string.Join(" and ", number)}");
            CheckNext(spool, custodian);
        }
        if (cut.LedgerWhole) CheckReceipts(data);
    }

    private void Find(DataFolder data, RecordSpool spool)
    {
        foreach (var entry in spool.Queued)
        {
            if (Board.Read(spool, entry) is not { } manifest) continue;
            if (!_queued.TryAdd(entry.RecordId, manifest)) Wrong($"{entry} is queued twice");
            _found.Add((entry.RecordId, entry.Sequence));
        }
        foreach (var entry in RecordListing.Read(data.Kept).Entries)
        {
            _found.Add((entry.RecordId, entry.Sequence));
            try
            {
                using var file = new FileBytes(File.OpenHandle(Path.Combine(data.Kept, RecordFileName.Of(entry))));
                var manifest = RecordFile.ReadManifest(file, [.. Keys()]);
                RecordFile.CheckDigest(file, manifest);
                if (!_kept.TryAdd(entry.RecordId, manifest)) Wrong($"{entry} is kept twice");
            }
            catch (MalformedException e)
            {
                Wrong($"{entry} in kept/ is damaged: {e.Message}");
            }
        }
        IEnumerable<VerifyingKey> Keys() => Agent.Identity.SignerKeys.Remember(data, key.Public, new LinuxDisk());
    }

    private void Check(RecordStory story, RecordSpool spool, Custodian custodian)
    {
        var (queued, kept) = (_queued.GetValueOrDefault(story.Id), _kept.GetValueOrDefault(story.Id));
        var damaged = spool.Damaged.Count(d => d.Sequence == story.Answer?.Sequence && story.Accepted is not null);
        if (queued is not null && kept is not null) Wrong($"record {story.Id} is queued and kept");
        if (story.Released is not null && queued is not null) Wrong($"released record {story.Id} is queued again");
        if (story.Rotted is not null)
        {
            if (queued is not null) Wrong($"rotten record {story.Id} passes for whole");
            if (story.ReleaseBegun is null && damaged != 1) Wrong($"rotten record {story.Id} is told {damaged} times");
            return;
        }
        if (story.Accepted is null) return;
        if (story.Safe is not null && kept is not null) Wrong($"record {story.Id}, which is safe, is still kept");
        if ((queued ?? kept) is not { } found)
        {
            if (story.SafeBegun is null) Wrong($"accepted record {story.Id} is lost");
        }
        else if (!found.Digest.AsSpan().SequenceEqual(story.Digest)) Wrong($"accepted record {story.Id} is another one");
        if (story.ReleaseBegun is null && kept is not null) Wrong($"record {story.Id} was kept without a release");
        // What was in it is known until the end of the run that took it in, and no longer.
        if (custodian.Accept(Board.New(story.Id, 5)) != story.Answer! with { AlreadyHeld = true, ContentDigest = null }) Wrong($"a retry of {story.Id} is taken for another record");
    }

    private void CheckNext(RecordSpool spool, Custodian custodian)
    {
        var damaged = spool.Damaged.Select(d => (d.Sequence, Digest: d.Manifest is null ? null : RecordManifest.Read(d.Manifest).Digest)).ToList();
        var told = _queued.Values.Concat(_kept.Values).Select(m => (m.Fields.Sequence, Digest: (byte[]?)m.Digest)).Concat(damaged).ToList();
        var promised = stories.Where(s => s.Accepted is not null && (cut.LedgerWhole || s.Rotted is null)).Select(s => s.Answer!.Sequence);
        var highest = told.Select(t => t.Sequence).Concat(promised).DefaultIfEmpty().Max();
        var id = TestRecords.NewId();
        var next = custodian.Accept(Board.New(id, 5));
        if (next.AlreadyHeld || next.Sequence <= highest) Wrong($"the next record got number {next.Sequence}, and {highest} is used");
        if (spool.Queued.SingleOrDefault(e => e.RecordId == id) is not { } entry)
        {
            Wrong("the next record is not queued");
            return;
        }
        using var record = spool.Open(entry);
        var previous = record.Manifest.Fields.PreviousDigest.ToByteArray();
        var known = told.Where(t => t.Digest is not null).OrderBy(t => t.Sequence).LastOrDefault().Digest ?? [];
        var released = stories.Where(s => s.Released is not null).Select(s => s.Digest);
        if (!previous.AsSpan().SequenceEqual(known) && !released.Any(d => d.AsSpan().SequenceEqual(previous))) Wrong($"the next record names {Convert.ToHexString(previous)} as the one before");
    }

    private void CheckReceipts(DataFolder data)
    {
        var released = stories.Where(s => s.Released is not null).ToList();
        if (released.Count == 0) return;
        using var state = StateDatabase.Open(data.StateDatabase, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        foreach (var story in released)
        {
            var receipt = state.With(c =>
            {
                using var command = c.Prepare("SELECT length(receipt) FROM releases WHERE record_id = $1", story.Id.ToByteArray(bigEndian: true));
                return command.ExecuteScalar() as long?;
            });
            if (receipt is null or 0) Wrong($"the receipt of {story.Id} is lost");
            if (story is { Rotted: null, SafeBegun: null } && !_kept.ContainsKey(story.Id)) Wrong($"released record {story.Id} is not in kept/");
        }
    }

    private void Wrong(string what) => _wrong.Add(what);
}
