using Edge.Contracts;
using Edge.Contracts.Areas;
using Edge.Contracts.Wire;
using Edge.Hub.Archive;
using Edge.Hub.Audit;
using Edge.Hub.Boards;
using Edge.Hub.Objects;
using Google.Protobuf;
using Microsoft.EntityFrameworkCore;

namespace Edge.Hub.Areas.Answers;

/// <summary>Takes in what the registry says of records; each answer goes to the boards of the area whose board made the record.</summary>
internal sealed class AnswerList(AreaChanges changes, AnswerBooks books, NodeRegistry nodes, AuditLog audit, TimeProvider time)
{
    // SQLite takes 32,766 parameters.
    private const int Page = 1_000;

    private const int MostNamed = 10;

    /// <exception cref="MalformedException">Something in the file is wrong; then nothing of it is taken.</exception>
    public async Task<AnswerReport> ImportAsync(Actor actor, byte[] csv, CancellationToken cancellationToken)
    {
        var (answers, areas) = await ReadAsync(csv, cancellationToken);
        var names = areas.SelectMany(a => a).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var taken = await changes.ChangeAsync(names, async (db, rows) =>
        {
            await audit.AppendAsync(db, actor, "answers-imported", string.Join(", ", names.Take(MostNamed)), $"{answers.Count} answers for {names.Count} areas", cancellationToken);
            return await TakeAsync(db, rows, answers, areas, cancellationToken);
        }, cancellationToken);
        return new AnswerReport(answers.Count, taken.Sum(t => t.Changed), [.. taken.Select(t => t.Book)]);
    }

    /// <summary>What an import would do, and does not.</summary>
    /// <exception cref="MalformedException">Something in the file is wrong.</exception>
    public async Task<AnswerPreview> PreviewAsync(byte[] csv, CancellationToken cancellationToken)
    {
        var (answers, areas) = await ReadAsync(csv, cancellationToken);
        return new AnswerPreview(answers.Count, [.. areas.SelectMany(a => a).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
    }

    private async Task<(List<ListedAnswer> Answers, ILookup<Guid, string> Areas)> ReadAsync(byte[] csv, CancellationToken cancellationToken)
    {
        var problems = new ImportProblems();
        var answers = AnswerFile.Read(csv, time.GetUtcNow(), problems);
        var areas = await AreasAsync(answers, cancellationToken);
        foreach (var lost in answers.Where(a => !areas.Contains(a.RecordId))) problems.Add(lost.Line, "record_id", "no board has offered such a record to this hub");
        problems.Throw();
        return (answers, areas);
    }

    /// <summary>Takes out what has become too old; a new version where there was something.</summary>
    public async Task<int> TrimAsync(HubDb db, Area area, CancellationToken cancellationToken)
    {
        if (await db.Set<StoredAnswers>().SingleOrDefaultAsync(a => a.Area == area.Name, cancellationToken) is not { } stored) return 0;
        var book = stored.Read();
        var gone = AnswerRules.Trim(book, time.GetUtcNow());
        if (gone > 0) await PutAsync(db, area, stored, book, cancellationToken);
        return gone;
    }

    // All areas at once: a file of which a part was taken could not be corrected and imported again as if nothing had been.
    private async Task<List<(int Changed, AreaAnswers Book)>> TakeAsync(HubDb db, IReadOnlyList<Area> rows, List<ListedAnswer> answers, ILookup<Guid, string> areas, CancellationToken cancellationToken)
    {
        var taken = new List<(int, AreaAnswers)>();
        foreach (var area in rows) taken.Add(await TakeAsync(db, area, [.. answers.Where(a => areas[a.RecordId].Contains(area.Name))], cancellationToken));
        return taken;
    }

    private async Task<(int Changed, AreaAnswers Book)> TakeAsync(HubDb db, Area area, List<ListedAnswer> answers, CancellationToken cancellationToken)
    {
        var stored = await db.Set<StoredAnswers>().SingleOrDefaultAsync(a => a.Area == area.Name, cancellationToken)
            ?? db.Add(new StoredAnswers { Area = area.Name, Count = 0, Bytes = [] }).Entity;
        var book = stored.Read();
        var key = books.NumberKey(area);
        var changed = AnswerRules.Merge(book, answers.Select(a => Answer(a, key)), time.GetUtcNow());
        // By what is kept: what fell out again at once is nothing to tell the boards.
        if (!book.ToByteArray().AsSpan().SequenceEqual(stored.Bytes)) await PutAsync(db, area, stored, book, cancellationToken);
        return (changed, new AreaAnswers(area.Name, book.Answers.Count, area.AnswersVersion, book.CalculateSize()));
    }

    private async Task PutAsync(HubDb db, Area area, StoredAnswers stored, AnswerBook book, CancellationToken cancellationToken)
    {
        (stored.Bytes, stored.Count) = (book.ToByteArray(), book.Answers.Count);
        area.AnswersVersion = AreaVersions.After(area.AnswersVersion, time.GetUtcNow());
        await SealedObjects.ForgetAsync(db, area.Name, Names.AnswersObject, [(area.AnswersVersion, 0)], cancellationToken);
    }

    private async Task<ILookup<Guid, string>> AreasAsync(List<ListedAnswer> answers, CancellationToken cancellationToken)
    {
        var found = new List<(Guid Record, string Area)>();
        foreach (var page in answers.Select(a => a.RecordId).Distinct().Chunk(Page))
        {
            var rows = await changes.ReadAsync(db => db.Set<ArchivedRecord>().Where(r => page.Contains(r.RecordId)).Select(r => new { r.RecordId, r.Node }).Distinct().ToListAsync(cancellationToken), cancellationToken);
            found.AddRange(rows.Where(r => nodes.Nodes.ContainsKey(r.Node)).Select(r => (r.RecordId, nodes.Nodes[r.Node].Group)));
        }
        return found.Distinct().ToLookup(f => f.Record, f => f.Area);
    }

    private static RecordAnswer Answer(ListedAnswer listed, byte[] key) => new()
    {
        RecordId = WireId.Of(listed.RecordId),
        NumberDigest = listed.Number.Length == 0 ? ByteString.Empty : ByteString.CopyFrom(NumberDigest.Of(key, listed.Number)),
        Result = listed.Result,
        Reason = listed.Reason,
        AtMs = listed.At.ToUnixTimeMilliseconds(),
    };
}

/// <summary>What an import of answers did.</summary>
internal sealed record AnswerReport(int Answers, int New, IReadOnlyList<AreaAnswers> Areas);

/// <summary>What an import of answers would do.</summary>
internal sealed record AnswerPreview(int Answers, IReadOnlyList<string> Areas);

/// <summary>What an area's boards are told after it.</summary>
internal sealed record AreaAnswers(string Area, int Answers, long Version, int Bytes);
