using Edge.Contracts;
using Edge.Contracts.Wire;

namespace Edge.Hub.Areas.Answers;

/// <summary>How much an area's boards are told of its records. No clock and no I/O.</summary>
internal static class AnswerRules
{
    /// <summary>Most answers of an area; the oldest go first.</summary>
    public const int Most = 20_000;

    /// <summary>How old one may be: after that the citizen asks elsewhere.</summary>
    public static readonly TimeSpan Oldest = TimeSpan.FromDays(180);

    // The rest of the book, and what it is sealed in. Long reasons may leave room for fewer than the most.
    private const int MostBytes = Limits.ObjectBytes - 2048;

    /// <summary>Puts newer answers in the place of older ones on the same record, and takes out what there is no room for.</summary>
    /// <returns>How many of those kept are new or say something else.</returns>
    public static int Merge(AnswerBook book, IEnumerable<RecordAnswer> given, DateTimeOffset now)
    {
        var (before, newest) = (book.Answers.ToDictionary(a => a.RecordId), book.Answers.ToDictionary(a => a.RecordId));
        foreach (var answer in given)
        {
            if (!newest.TryGetValue(answer.RecordId, out var known) || IsNewer(answer, known)) newest[answer.RecordId] = answer;
        }
        book.Answers.Clear();
        book.Answers.AddRange(newest.Values);
        Trim(book, now);
        return book.Answers.Count(a => !a.Equals(before.GetValueOrDefault(a.RecordId)));
    }

    // Of one time, as where a file has days only, the further step counts; of one step, too, what is said last.
    private static bool IsNewer(RecordAnswer given, RecordAnswer known) => given.AtMs != known.AtMs ? given.AtMs > known.AtMs : StepOf(given.Result) >= StepOf(known.Result);

    private static int StepOf(string result) => result switch { "accepted" => 0, "active" => 1, _ => 2 };

    /// <summary>Takes out what is too old, and the oldest of too many; the newest stand first.</summary>
    /// <returns>How many went.</returns>
    public static int Trim(AnswerBook book, DateTimeOffset now)
    {
        var (from, before, room) = ((now - Oldest).ToUnixTimeMilliseconds(), book.Answers.Count, MostBytes);
        var kept = book.Answers.Where(a => a.AtMs >= from).OrderByDescending(a => a.AtMs).ThenBy(a => Convert.ToHexString(a.RecordId.Span), StringComparer.Ordinal).Take(Most)
            .TakeWhile(a => (room -= a.CalculateSize() + 4) >= 0).ToList();
        book.Answers.Clear();
        book.Answers.AddRange(kept);
        return before - kept.Count;
    }
}
