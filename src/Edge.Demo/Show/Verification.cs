using Edge.Testing.Processes;

namespace Edge.Demo.Show;

/// <summary>Compares what the hub has with what the kiosks accepted.</summary>
internal static class Verification
{
    /// <param name="site">Hub and kiosks, drained.</param>
    /// <param name="mustCut">A run without a single cut has shown nothing, and that is a fault.</param>
    /// <param name="cancellationToken">Gives the check up.</param>
    public static async Task<Verdict> RunAsync(Site site, bool mustCut, CancellationToken cancellationToken)
    {
        var accepted = site.Kiosks.SelectMany(k => k.AcceptedRecords).ToDictionary(p => p.Id);
        var all = await site.Hub.ListRecordsAsync(cancellationToken);
        // What visitors did at a desk, and what the boards' journals say of it, was not handed over here.
        var ofDesks = all.Where(r => r.IsOfDesk && !accepted.ContainsKey(r.RecordId)).Select(r => r.RecordId).ToHashSet();
        StoredRecord[] listed = [.. all.Where(r => !ofDesks.Contains(r.RecordId))];
        var folder = Path.Combine(site.Folder, "export");
        var trouble = await ExportAsync(site.Hub, folder, cancellationToken);
        var faults = Compare(accepted, [.. ExportFolder.Read(folder).Where(p => !ofDesks.Contains(p.Id))]);
        if (trouble is not null) faults.Insert(0, trouble);
        faults.AddRange(listed.Where(r => !accepted.ContainsKey(r.RecordId)).Select(r => $"{r.RecordId} is at the hub and no kiosk accepted it"));
        var sums = Sum(site, accepted, listed);
        if (mustCut && NothingCut(sums.LinkCuts) is { } fault) faults.Add(fault);
        return new Verdict(sums, Kiosks(site, listed), faults);
    }

    // A failed export is a finding like others: what it did write is compared all the same.
    private static async Task<string?> ExportAsync(HubProcess hub, string folder, CancellationToken cancellationToken)
    {
        try
        {
            await hub.ExportAsync(hub.Setup.RegistryKey, folder, cancellationToken);
            return null;
        }
        catch (HarnessException e)
        {
            return e.Message;
        }
    }

    internal static string? NothingCut(long cuts) => cuts > 0 ? null : "no link was cut, so this run shows nothing; run it for longer (--for)";

    private static List<KioskSums> Kiosks(Site site, StoredRecord[] listed)
    {
        var stored = listed.Select(r => r.RecordId).ToHashSet();
        return [.. site.Kiosks.Select(k => new KioskSums(k.Name, k.AcceptedCount, k.AcceptedRecords.Count(r => stored.Contains(r.Id)), k.Link.BytesUp, k.Link.Cuts))];
    }

    private static DemoSummary Sum(Site site, Dictionary<Guid, RecordPrint> accepted, StoredRecord[] listed)
    {
        var stored = listed.Where(r => accepted.ContainsKey(r.RecordId)).DistinctBy(r => r.RecordId).ToList();
        return new DemoSummary(site.Kiosks.Count, accepted.Count, stored.Count,
            Lost: accepted.Count - stored.Count,
            Duplicates: listed.Length - listed.DistinctBy(r => r.RecordId).Count(),
            LinkCuts: site.Kiosks.Sum(k => k.Link.Cuts),
            PayloadBytes: stored.Sum(r => r.SizeBytes),
            WireBytes: site.Kiosks.Sum(k => k.Link.BytesUp + k.Link.BytesDown),
            Panels: [.. site.Kiosks.Select(k => k.Panel).OfType<Uri>()]);
    }

    internal static List<string> Compare(IReadOnlyDictionary<Guid, RecordPrint> accepted, IReadOnlyList<RecordPrint> exported)
    {
        List<string> faults = [];
        var found = exported.ToLookup(p => p.Id);
        foreach (var print in accepted.Values)
        {
            var copies = found[print.Id].ToList();
            if (copies.Count != 1) faults.Add($"{print.Id} was exported {copies.Count} times, not once");
            else if (copies[0].Fields != print.Fields) faults.Add($"{print.Id}: record.json is not what was submitted");
            else if (!Same(print.Attachments, copies[0].Attachments)) faults.Add($"{print.Id}: its attachments are not what was submitted");
        }
        faults.AddRange(found.Where(f => !accepted.ContainsKey(f.Key)).Select(f => $"{f.Key} was exported and no kiosk accepted it"));
        return faults;
    }

    private static bool Same(IReadOnlyDictionary<string, string> submitted, IReadOnlyDictionary<string, string> exported) =>
        submitted.Count == exported.Count && submitted.All(a => exported.GetValueOrDefault(a.Key) == a.Value);
}
