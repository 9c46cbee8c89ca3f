using Edge.Contracts;
using Edge.Contracts.Records;
using Edge.Contracts.Settings;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Areas;
using Edge.Hub.Backup;
using Edge.Hub.Boards;
using Edge.Hub.Keys;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Puts into messages what may be said to a board once its group is committed.</summary>
internal sealed class AnswerWriter(ObjectCatalog catalog, AreaObjects areas, BackupRegistry copies, NodeRegistry nodes, HubKeys keys, IOptions<IngestOptions> options, TimeProvider time)
{
    public const string NotMadeIncident = "object-not-made";

    private readonly WindowBudget _budget = new(options.Value);

    /// <summary>Names this run of the hub: a board that hears another one knows that nothing under way was seen.</summary>
    private readonly ByteString _runId = ByteString.CopyFrom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>How ingest was told to go about it.</summary>
    public IngestOptions Options { get; } = options.Value;

    /// <summary>Adds what each board lacks of what is for it alone. The batch is committed by now: nothing that goes wrong here costs a record.</summary>
    public async Task ListAsync(Batch batch, CancellationToken cancellationToken)
    {
        var (budget, failed) = (new SealBudget(), new List<(string Node, string Why)>());
        batch.Db.ChangeTracker.Clear();
        foreach (var reply in batch.Replies)
        {
            if (!reply.ListsObjects || reply.Session is not { } session) continue;
            var (node, heard) = (session.Node, batch.KeysSeen.GetValueOrDefault(session.Node));
            reply.Objects.AddRange(await areas.OnOfferAsync(batch.Db, node, heard, session.Told, budget, why => failed.Add((node, why)), cancellationToken));
        }
        if (failed.Count > 0) await NoteAsync(batch, failed, cancellationToken);
    }

    private static async Task NoteAsync(Batch batch, List<(string Node, string Why)> failed, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var (node, why) in failed)
            {
                // Said in the log whatever becomes of the row.
                batch.Refuse(node, NotMadeIncident, why);
                await IncidentLog.NoteAsync(batch.Db, node, NotMadeIncident, why, 1, batch.Now, cancellationToken);
                batch.Db.ChangeTracker.DetectChanges();
                await batch.Db.SaveChangesAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is DbUpdateException or SqliteException)
        {
            batch.Db.ChangeTracker.Clear();
        }
    }

    /// <param name="unsayable">Told of what fits no message.</param>
    public IEnumerable<Have> Write(Reply reply, ulong epoch, int talkingBoards, Action<string, int> unsayable)
    {
        var session = reply.Session!;
        var (incarnation, connection) = reply.PauseFor ?? (session.Incarnation, session.Connection);
        var have = new Have
        {
            Incarnation = WireId.Of(incarnation),
            Connection = connection,
            HubRunId = _runId,
            ArchiveEpoch = epoch,
            ConfirmedBackup = copies.Confirmed,
            HubTimeMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        if (reply.Pause > TimeSpan.Zero)
        {
            have.PauseMs = (uint)reply.Pause.TotalMilliseconds;
            have.PauseReason = "two boards use this certificate and take turns";
            return [have];
        }
        have.HighestChunk = session.HighestChunk;
        have.AnswersOffer = session.LastOffer;
        have.Window = _budget.Grant(talkingBoards);
        if (reply.ListsObjects) have.Objects.AddRange(catalog.For(nodes.Nodes.GetValueOrDefault(session.Node)?.Group ?? "", session.Told));
        if (reply.ListsObjects && session.WantsProof) have.Presence = HubPresences.Sign(session.Node, incarnation, connection, keys.Receipts.For(session.Told.Trust));
        have.Objects.AddRange(reply.Objects);
        // Last: it waits for everything else.
        if (reply.ListsObjects && catalog.Releases.For(session.Node, session.Told.Release) is { } release) have.Objects.Add(release);
        have.Records.AddRange(reply.States);
        have.Stored.AddRange(Stored(reply, have));
        have.Safe.AddRange(reply.Safe);
        have.Missing.AddRange(reply.Missing);
        return AnswerParts.Split(have, unsayable);
    }

    // One receipt a chain. It says that they are stored now, which they were before where they came twice.
    private IEnumerable<StoredRanges> Stored(Reply reply, Have have)
    {
        foreach (var chain in reply.StoredWhole.GroupBy(m => m.ChainId))
        {
            foreach (var records in chain.OrderBy(m => m.Fields.Sequence).Chunk(Limits.WholeRecords))
            {
                var stored = RangeReceipts.Sign(records, time.GetUtcNow(), have.ArchiveEpoch, keys.Receipts.For(reply.Session!.Told.Trust));
                if (stored.ChainId == have.Incarnation) stored.ChainId = ByteString.Empty;
                yield return stored;
            }
        }
    }
}
