using Edge.Hub.Hosting;
using Edge.Hub.Ingest;
using Edge.Hub.LocalApi;

namespace Edge.Hub.Backup;

/// <summary>Backups as they are written and confirmed, for whoever may open hub.sock.</summary>
internal sealed class CopiesApi(CopyBook copies, ArchiveRepair repair, Ingestor ingestor)
{
    // A list of 400,000 exported records.
    private const long ListBytes = 64 << 20;

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/v1/copies/begin", (CopiesApi api, CancellationToken token) => Guarded(() => api.BeginAsync(token)));
        admin.MapPost("/v1/copies/{number:long}/finish", (long number, FinishedCopy copy, CopiesApi api, CancellationToken token) => Guarded(() => api.FinishAsync(number, copy, token)));
        admin.MapPost("/v1/copies/confirm", (ConfirmedCopy copy, CopiesApi api, CancellationToken token) => Guarded(() => api.ConfirmAsync(copy, token)))
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(ListBytes));
    }

    private async Task<object> BeginAsync(CancellationToken cancellationToken) => new BegunCopy(await copies.BeginBackupAsync(cancellationToken));

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
        await copies.FinishBackupAsync(number, copy.Sha256, copy.Records, cancellationToken);
        return new RepairedCopy(number, asked);
    }

    private async Task<object> ConfirmAsync(ConfirmedCopy copy, CancellationToken cancellationToken) => copy.ManifestDigests is { } digests
        ? await copies.ConfirmExportAsync(copy.Sha256, digests, cancellationToken)
        : await copies.ConfirmBackupAsync(copy.Sha256, cancellationToken);

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
