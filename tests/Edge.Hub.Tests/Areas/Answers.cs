using System.Text;

namespace Edge.Hub.Tests.Areas;

/// <summary>Files of answers.</summary>
internal static class Answers
{
    public static byte[] Csv(params (Guid Record, string Result)[] answers) => Lines([.. answers.Select(a => $"{a.Record},{a.Result},{(a.Result == "retake" ? "fingers" : "")},,2026-11-28T10:00:00Z")]);

    public static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Join('\n', ["record_id,result,reason,number,at", .. lines]));
}
