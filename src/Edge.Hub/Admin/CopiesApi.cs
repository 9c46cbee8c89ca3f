using Edge.Hub.Backup;
using Edge.Hub.Ingest;

namespace Edge.Hub.Admin;

/// <summary>Backups as they are written and confirmed, for whoever may open hub.sock.</summary>
internal sealed class CopiesApi(BackupRegistry copies, ArchiveRepair repair, Ingestor ingestor)
{
    private readonly BackupRegistry _copies = copies;

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/v1/copies/begin", (CopiesApi api, CancellationToken token) => Guarded(() => api.BeginAsync(token)));
        admin.MapPost("/v1/copies/{number:long}/finish", (long number, FinishedCopy copy, CopiesApi api, CancellationToken token) => Guarded(() => api.FinishAsync(number, copy, token)));
        admin.MapPost("/v1/copies/confirm", (ConfirmedCopy copy, CopiesApi api, CancellationToken token) => Guarded(async () => await api._copies.ConfirmBackupAsync(copy.Sha256, token)));
        admin.MapPost("/v1/copies/exports", (ConfirmedCopy copy, CopiesApi api, CancellationToken token) => Guarded(async () => new BegunCopy(await api._copies.BeginExportAsync(copy.Sha256, token))));
        admin.MapPost("/v1/copies/exports/{number:long}/records", (long number, ExportPage page, CopiesApi api, CancellationToken token) => Guarded(() => api.AddAsync(number, page, token)));
        admin.MapPost("/v1/copies/exports/{number:long}/confirm", (long number, CopiesApi api, CancellationToken token) => Guarded(async () => await api._copies.ConfirmExportAsync(number, token)));
    }

    private async Task<object> BeginAsync(CancellationToken cancellationToken) => new BegunCopy(await _copies.BeginBackupAsync(cancellationToken));

    internal async Task<object> FinishAsync(long number, FinishedCopy copy, CancellationToken cancellationToken)
    {
        var asked = 0;
        try
        {
            // First, so that nothing damaged ever counts as covered.
            asked = await repair.AskAgainAsync(copy.Damaged, cancellationToken);
        }
        finally
        {
            // Also where it failed on the way: some of it may be committed, and what ingest remembers of those records is wrong.
            if (copy.Damaged.Count > 0) ingestor.ForgetSoon();
        }
        await _copies.FinishBackupAsync(number, copy.Sha256, copy.Records, cancellationToken);
        return new RepairedCopy(number, asked);
    }

    private async Task<object> AddAsync(long number, ExportPage page, CancellationToken cancellationToken) => page.ManifestDigests.Count <= ExportPage.Most
        ? await _copies.AddToExportAsync(number, page.ManifestDigests, cancellationToken)
        : throw new HubException($"{page.ManifestDigests.Count} records at once; at most {ExportPage.Most}");

    private static async Task<IResult> Guarded(Func<Task<object>> work)
    {
        try
        {
            return Results.Json(await work(), HubJson.Options);
        }
        catch (HubException e)
        {
            return Refused.Answer(e.Message);
        }
    }
}
