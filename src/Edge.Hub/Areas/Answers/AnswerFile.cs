using System.Globalization;
using Edge.Contracts;

namespace Edge.Hub.Areas.Answers;

/// <summary>Reads a file of answers: <c>record_id,result,reason,number,at</c>.</summary>
internal static class AnswerFile
{
    /// <summary>Largest such file.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly string[] Columns = ["record_id", "result", "reason", "number", "at"];

    private static readonly string[] Results = ["accepted", "active", "ready", "retake"];

    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public static List<ListedAnswer> Read(byte[] csv, DateTimeOffset now, ImportProblems problems)
    {
        var answers = new List<ListedAnswer>();
        foreach (var row in CsvFile.Read(csv, Columns, AnswerRules.Most, problems))
        {
            var (result, reason, number) = (row[1], row[2], row[3]);
            if (!Guid.TryParseExact(row[0], "D", out var id)) problems.Add(row.Line, "record_id", "must be a record's id, such as 0198b1f2-7c1e-7a44-9a3e-5b6c7d8e9f00");
            if (!Results.Contains(result)) problems.Add(row.Line, "result", $"must be one of {string.Join(", ", Results)}");
            if (reason.Length > 0 && (result != "retake" || !Names.IsToken(reason))) problems.Add(row.Line, "reason", $"must be {Names.TokenRule}, and only of a retake");
            if (number.Length > 0 && !PersonalNumber.IsOne(number)) problems.Add(row.Line, "number", PersonalNumber.Rule);
            if (!DateTimeOffset.TryParseExact(row[4], Times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)) problems.Add(row.Line, "at", "must be a date or a time, such as 2026-11-29 or 2026-11-29T08:30:00Z");
            else if (at > now.AddDays(2)) problems.Add(row.Line, "at", "is in the future");
            answers.Add(new ListedAnswer(row.Line, id, result, reason, number, at));
        }
        return answers;
    }
}

/// <summary>One answer of a file.</summary>
internal sealed record ListedAnswer(int Line, Guid RecordId, string Result, string Reason, string Number, DateTimeOffset At);
