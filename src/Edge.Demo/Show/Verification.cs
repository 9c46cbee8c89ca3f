using Edge.Demo.Processes;

namespace Edge.Demo.Show;

/// <summary>Compares what the hub has with what the kiosks accepted.</summary>
internal static class Verification
{
    public static async Task<Verdict> RunAsync(Site site, CancellationToken cancellationToken)
    {
        var accepted = site.Kiosks.SelectMany(k => k.AcceptedRecords).ToDictionary(p => p.Id);
        var listed = await site.Hub.ListRecordsAsync(cancellationToken);
        var export = Path.Combine(site.Folder, "export");
        await site.Hub.ExportAsync(site.Hub.Setup.RegistryKey, export, cancellationToken);
        var faults = Compare(accepted.Values, ExportFolder.Read(export));
        foreach (var foreign in listed.Where(r => !accepted.ContainsKey(r.RecordId))) faults.Add($"{foreign.RecordId} is at the hub and no kiosk accepted it");
        return new Verdict(Sum(site, accepted.Keys, listed), faults);
    }

    internal static DemoSummary Sum(Site site, ICollection<Guid> accepted, IReadOnlyList<StoredRecord> listed)
    {
        var stored = listed.Where(r => accepted.Contains(r.RecordId)).DistinctBy(r => r.RecordId).ToList();
        return new DemoSummary(site.Kiosks.Count, accepted.Count, stored.Count,
            Lost: accepted.Count - stored.Count,
            Duplicates: listed.Count - listed.DistinctBy(r => r.RecordId).Count(),
            LinkCuts: site.Kiosks.Sum(k => k.Link.Cuts),
            PayloadBytes: stored.Sum(r => r.SizeBytes),
            WireBytes: site.Kiosks.Sum(k => k.Link.BytesUp + k.Link.BytesDown));
    }

    internal static List<string> Compare(IEnumerable<RecordPrint> accepted, IReadOnlyDictionary<Guid, RecordPrint> exported)
    {
        List<string> faults = [];
        foreach (var print in accepted)
        {
            if (!exported.TryGetValue(print.Id, out var found)) faults.Add($"{print.Id} was not exported");
            else if (found.Fields != print.Fields) faults.Add($"{print.Id}: record.json is not what was submitted");
            else if (!Same(print.Attachments, found.Attachments)) faults.Add($"{print.Id}: its attachments are not what was submitted");
        }
        return faults;
    }

    private static bool Same(IReadOnlyDictionary<string, string> submitted, IReadOnlyDictionary<string, string> exported) =>
        submitted.Count == exported.Count && submitted.All(a => exported.GetValueOrDefault(a.Key) == a.Value);
}
