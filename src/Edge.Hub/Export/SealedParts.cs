using System.Security.Cryptography;
using Edge.Contracts;
using Edge.Contracts.Sealing;
using Edge.Contracts.Shown;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>Opens the parts of a record that its board sealed one by one, as each was finished. What a part holds is not looked at for further parts.</summary>
internal static class SealedParts
{
    private const string Suffix = ".sealed";
    private const string KeyMark = ";key=";

    // A small part may unpack to the largest record there is, and a record has many attachments.
    private const int MostOpened = 4 * Limits.PlaintextBytes;

    // Each file is written with a sync of its own: thousands of empty ones in one record would hold up all the others.
    private const int MostFiles = 256;

    /// <exception cref="MalformedException">The record has more attachments, or its parts more content, than there can be.</exception>
    public static OpenedRecord Open(Record record, RegistryKeys registry, string node, Guid recordId)
    {
        if (record.Attachments.Count > Limits.Attachments) throw new MalformedException($"it has {record.Attachments.Count} attachments; at most {Limits.Attachments} are written");
        var (rest, files, opened, closed) = (new Record { Fields = record.Fields }, new List<Attachment>(), new List<Attachment>(), new List<string>());
        var room = MostOpened;
        foreach (var attachment in record.Attachments)
        {
            if (!IsPart(attachment))
            {
                rest.Attachments.Add(attachment);
                continue;
            }
            var part = Open(attachment, registry, node, recordId, out var problem);
            if (part is null)
            {
                rest.Attachments.Add(attachment);
                closed.Add($"its part {PlainText.Of(attachment.Name)} {problem}");
                continue;
            }
            if (part.Attachments.Count > Limits.Attachments) throw new MalformedException($"its part {PlainText.Of(attachment.Name)} has {part.Attachments.Count} attachments; at most {Limits.Attachments} are written");
            room -= part.CalculateSize();
            if (room < 0) throw new MalformedException($"its parts hold more than {MostOpened} bytes");
            if (files.Count + 1 + part.Attachments.Count > MostFiles) throw new MalformedException($"its parts hold more than {MostFiles} files");
            opened.Add(attachment);
            files.Add(new Attachment { Name = $"{Stem(attachment.Name)}.json", Data = part.Fields });
            files.AddRange(part.Attachments);
        }
        return new OpenedRecord(rest, files, opened, closed);
    }

    private static Record? Open(Attachment attachment, RegistryKeys registry, string node, Guid recordId, out string problem)
    {
        var mark = attachment.ContentType.IndexOf(KeyMark, StringComparison.Ordinal);
        var id = mark < 0 ? "" : attachment.ContentType[(mark + KeyMark.Length)..];
        if (registry.Find(id) is not { } key)
        {
            problem = Names.IsToken(id) ? $"is sealed to registry key {id}, and given were {registry.Ids}; give that key too (--key FILE can be repeated)" : "does not name the registry key it is sealed to";
            return null;
        }
        try
        {
            problem = "";
            return RecordSeal.Open(attachment.Data.Span, key, node, recordId, $"part-{Stem(attachment.Name)}");
        }
        catch (CryptographicException e)
        {
            problem = $"could not be opened: {Reason.Of(e)}";
            return null;
        }
    }

    private static bool IsPart(Attachment attachment) => attachment.ContentType == Names.SealedPartType || attachment.ContentType.StartsWith(Names.SealedPartType + ";", StringComparison.Ordinal);

    private static string Stem(string name) => name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name;
}

/// <summary>A record whose parts are opened as far as the keys go.</summary>
/// <param name="Rest">The record without those that were opened.</param>
/// <param name="Files">What was in them: a part's fields as <c>NAME.json</c>, and its attachments.</param>
/// <param name="Opened">The parts as they were sealed.</param>
/// <param name="Closed">Why others were not opened, each with its name.</param>
internal sealed record OpenedRecord(Record Rest, IReadOnlyList<Attachment> Files, IReadOnlyList<Attachment> Opened, IReadOnlyList<string> Closed);
