using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Edge.Agent.Custody;

/// <summary>
/// The digest by which a client compares contents, over a text it can write itself (docs/protocol.md): the sealed bytes differ each time.
/// It is in memory and in answers only: on the card it would tell a thief when a guess of the content is right.
/// </summary>
internal static class ContentDigest
{
    public static string Of(Submission s, Guid id)
    {
        var text = new StringBuilder("edge-content-1\n");
        text.Append(CultureInfo.InvariantCulture, $"id {id}\nkind {s.Kind}\noutcome {s.Outcome ?? SubmissionRules.DefaultOutcome}\n");
        // Not the priority: asked for again and more urgently it is the same record.
        text.Append(CultureInfo.InvariantCulture, $"fields {Hash(s.Fields.Span)}\n");
        foreach (var a in s.Attachments) text.Append(CultureInfo.InvariantCulture, $"file {a.Name} {Hash(a.Data.Span)} {a.ContentType}\n");
        return Hash(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
