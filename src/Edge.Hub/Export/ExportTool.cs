using Edge.Hosting.Linux;
using Edge.Hub.Archive;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Export;

/// <summary>
/// Opens stored records with the registry's private keys and writes one folder each. It runs in a process of its own: the hub never
/// holds those keys. What it lists boards may delete one day, so it lists what was read back and matched in this run and nothing else.
/// </summary>
internal sealed class ExportTool(HubDb db, RegistryKeys registry, string folder, Action<string> talk)
{
    private readonly RecordOpener _opener = new(registry);
    private readonly ExportFolder _folder = new(folder);

    /// <summary>Exports every stored record; returns how many were written, were there already, and are not here as they should be.</summary>
    /// <exception cref="IOException">The folder's disk takes nothing more; no list was written.</exception>
    public async Task<ExportCount> RunAsync(CancellationToken cancellationToken)
    {
        _folder.Make();
        File.Delete(ExportList.PathIn(folder));
        // Keys first, then row by row: a read that lasted the whole export would keep the running hub's log from shrinking.
        var keys = await db.Set<ArchivedRecord>().Where(r => r.State == RecordState.Stored).OrderBy(r => r.Key).Select(r => r.Key).ToListAsync(cancellationToken);
        var (count, held) = (new ExportCount(), new List<byte[]>());
        foreach (var key in keys)
        {
            var row = await db.Set<ArchivedRecord>().AsNoTracking().SingleAsync(r => r.Key == key, cancellationToken);
            var outcome = row.PayloadDeletedAt is null ? await ExportAsync(row, cancellationToken) : Exported.Deleted;
            if (outcome is Exported.Written or Exported.AlreadyThere) held.Add(row.ManifestDigest);
            count = count.With(outcome);
            if (count.Total % 100 == 0) talk($"{count.Total} of {keys.Count}");
        }
        ExportList.Write(folder, held);
        return count;
    }

    // One record's error is that record's: the others are exported all the same.
    private async Task<Exported> ExportAsync(ArchivedRecord row, CancellationToken cancellationToken)
    {
        try
        {
            var opened = await _opener.OpenAsync(db, row, cancellationToken);
            var (outcome, problems) = _folder.Put(row, opened);
            foreach (var problem in problems) talk($"record {row.RecordId} of {row.Node} is not listed: {problem}");
            return outcome;
        }
        catch (UnopenedException e)
        {
            talk($"record {row.RecordId} of {row.Node} {Reason.Of(e)}");
        }
        catch (Exception e) when (e is Contracts.MalformedException or UnauthorizedAccessException || (e is IOException io && !ExportDisk.IsOver(io, folder)))
        {
            talk($"record {row.RecordId} of {row.Node} could not be written or read back: {Reason.Of(e)}");
        }
        return Exported.Failed;
    }
}

/// <summary>What an export did.</summary>
internal readonly record struct ExportCount(int Written, int AlreadyThere, int Failed)
{
    /// <summary>Those of which only manifest and receipt are left here.</summary>
    public int Deleted { get; init; }

    public int Total => Written + AlreadyThere + Failed + Deleted;

    public ExportCount With(Exported one) => one switch
    {
        Exported.Written => this with { Written = Written + 1 },
        Exported.AlreadyThere => this with { AlreadyThere = AlreadyThere + 1 },
        Exported.Deleted => this with { Deleted = Deleted + 1 },
        _ => this with { Failed = Failed + 1 },
    };
}
