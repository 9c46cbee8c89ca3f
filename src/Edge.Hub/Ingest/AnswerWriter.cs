using Edge.Contracts;
using Edge.Contracts.Wire;
using Edge.Hub.Backup;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace Edge.Hub.Ingest;

/// <summary>Puts into messages what may be said to a board once its group is committed.</summary>
internal sealed class AnswerWriter(ObjectCatalog catalog, BackupRegistry copies, IOptions<IngestOptions> options, TimeProvider time)
{
    private readonly WindowBudget _budget = new(options.Value);

    /// <summary>Names this run of the hub: a board that hears another one knows that nothing under way was seen.</summary>
    private readonly ByteString _runId = ByteString.CopyFrom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>How ingest was told to go about it.</summary>
    public IngestOptions Options { get; } = options.Value;

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
        if (reply.ListsObjects) have.Objects.AddRange(catalog.For(new ToldVersions(session.TrustVersion)));
        have.Records.AddRange(reply.States);
        have.Safe.AddRange(reply.Safe);
        have.Missing.AddRange(reply.Missing);
        return AnswerParts.Split(have, unsayable);
    }
}
