using System.Globalization;
using Edge.Hosting.Linux;
using Edge.Hub.Audit;
using Edge.Hub.Backup;
using Edge.Hub.Ingest;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Admin;

/// <summary>Backups as they are written and confirmed, for whoever may open hub.sock.</summary>
internal sealed class CopiesApi(BackupRegistry copies, ArchiveRepair repair, Ingestor ingestor, AuditLog audit)
{
    private readonly BackupRegistry _copies = copies;

    public static void Map(IEndpointRouteBuilder admin)
    {
        admin.MapPost("/v1/copies/begin", (CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.BeginAsync(token)));
        admin.MapPost("/v1/copies/{number:long}/finish", (long number, FinishedCopy copy, HttpContext context, CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.FinishAsync(context.User.Actor(), number, copy, token)));
        admin.MapPost("/v1/copies/confirm", (ConfirmedCopy copy, HttpContext context, CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.ConfirmedAsync(context.User.Actor(), api._copies.ConfirmBackupAsync(copy.Sha256, token), token)));
        admin.MapPost("/v1/copies/exports", (ConfirmedCopy copy, CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(async () => new BegunCopy(await (copy.GoesOn ? api._copies.BeginMoreAsync(copy.Sha256, token) : api._copies.BeginExportAsync(copy.Sha256, token)))));
        admin.MapPost("/v1/copies/exports/{number:long}/records", (long number, ExportPage page, CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.AddAsync(number, page, token)));
        admin.MapPost("/v1/copies/exports/{number:long}/confirm", (long number, HttpContext context, CopiesApi api, CancellationToken token) => Guarded.AnswerAsync(() => api.ConfirmedAsync(context.User.Actor(), api._copies.ConfirmExportAsync(number, token), token)));
    }

    private async Task<object> BeginAsync(CancellationToken cancellationToken) => new BegunCopy(await _copies.BeginBackupAsync(cancellationToken));

    internal async Task<object> FinishAsync(Actor actor, long number, FinishedCopy copy, CancellationToken cancellationToken)
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
        await NoteAsync(actor, "backup-written", number, $"{copy.Records} records, {copy.Damaged.Count} found damaged", cancellationToken);
        return new RepairedCopy(number, asked);
    }

    // Beside the act: it stands whether or not it could be written down, and who repeats it is written down then.
    private async Task<object> ConfirmedAsync(Actor actor, Task<CopyView> confirming, CancellationToken cancellationToken)
    {
        var copy = await confirming;
        // An export that goes on confirms every few minutes: one entry a day says how many records it has by then.
        if (!copy.IsRepeated) await NoteAsync(actor, "copy-confirmed", copy.Number, $"{copy.Kind}, {copy.Records} records", cancellationToken);
        return copy;
    }

    private async Task NoteAsync(Actor actor, string act, long number, string detail, CancellationToken cancellationToken)
    {
        var target = string.Create(CultureInfo.InvariantCulture, $"copy-{number}");
        try
        {
            await audit.NoteAsync(actor, act, target, detail, cancellationToken);
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            throw new HubException($"{target} is done, and could not be written into the audit: {Reason.Of(e.GetBaseException())}; see to the disk, then do it again", e);
        }
    }

    private async Task<object> AddAsync(long number, ExportPage page, CancellationToken cancellationToken) => page.ManifestDigests.Count <= ExportPage.Most
        ? await _copies.AddToExportAsync(number, page.ManifestDigests, cancellationToken)
        : throw new HubException($"{page.ManifestDigests.Count} records at once; at most {ExportPage.Most}");
}
