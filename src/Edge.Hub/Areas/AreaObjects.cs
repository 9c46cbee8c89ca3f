using System.Data.Common;
using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Signing;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Areas.Answers;
using Edge.Hub.Areas.Worklists;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas;

/// <summary>What of its area a board lacks, by the versions it says it has: the area's file, then answers, then the worklist.</summary>
internal sealed class AreaObjects(AreaBook book, AnswerBooks answers, NodeRegistry nodes, SealedObjects objects, AheadBoards ahead, TimeProvider time)
{
    /// <param name="db">In no transaction: what is made is stored by itself.</param>
    /// <param name="heard">The key the board was heard with.</param>
    /// <param name="budget">What the whole group of offers may cost.</param>
    /// <param name="failed">Told why one could not be made; the others are listed all the same.</param>
    public async Task<IReadOnlyList<ObjectOnOffer>> OnOfferAsync(HubDb db, string node, VerifyingKey? heard, ToldVersions told, SealBudget budget, Action<string> failed, CancellationToken cancellationToken)
    {
        var listed = new List<ObjectOnOffer>();
        if (nodes.Nodes.GetValueOrDefault(node) is not { Revoked: false } board || await FindAsync(db, board.Group, budget, failed) is not { } area) return listed;
        if (told.Area > area.FileVersion) ahead.Note(area.Name, told.Area);
        foreach (var wanted in Lacking(area, told))
        {
            try
            {
                if (!budget.IsOver && await objects.OnOfferAsync(db, node, heard, wanted, budget, cancellationToken) is { } onOffer) listed.Add(onOffer);
            }
            catch (Exception e) when (e is DbUpdateException or DbException or HubException or IOException or UnauthorizedAccessException or CryptographicException or InvalidProtocolBufferException)
            {
                db.ChangeTracker.Clear();
                if (e is DbUpdateException or DbException) budget.End();
                else budget.NotMade(wanted);
                failed($"the object {wanted.Name} of area {wanted.Area} could not be made: {e.GetBaseException().Message}");
            }
        }
        return listed;
    }

    private async Task<KnownArea?> FindAsync(HubDb db, string area, SealBudget budget, Action<string> failed)
    {
        try
        {
            return budget.IsOver ? null : await book.FindAsync(db, area);
        }
        catch (DbException e)
        {
            budget.End();
            failed($"what area {area} has on offer could not be read: {e.Message}");
            return null;
        }
    }

    private IEnumerable<ObjectForBoard> Lacking(KnownArea area, ToldVersions told)
    {
        if (told.Area < area.FileVersion)
        {
            yield return new ObjectForBoard(area.Name, Names.AreaObject, area.FileVersion, 0, (db, token) => db.Set<Area>().Where(a => a.Name == area.Name).Select(a => (byte[]?)a.File).SingleOrDefaultAsync(token));
        }
        if (told.Answers < area.AnswersVersion)
        {
            yield return new ObjectForBoard(area.Name, Names.AnswersObject, area.AnswersVersion, 0, (db, token) => answers.MakeAsync(db, area.Name, token));
        }
        if (NextEdition.After((long)told.Worklist, area.Editions, time.GetUtcNow()) is { } edition)
        {
            yield return new ObjectForBoard(area.Name, Names.WorklistObject, (ulong)edition.Version, (ulong)edition.BaseVersion, (db, token) => db.Set<WorklistEdition>()
                .Where(e => e.Area == area.Name && e.Version == edition.Version && e.BaseVersion == edition.BaseVersion).Select(e => (byte[]?)e.Bytes).SingleOrDefaultAsync(token));
        }
    }
}
