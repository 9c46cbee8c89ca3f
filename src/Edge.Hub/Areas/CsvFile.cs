using System.Text;

namespace Edge.Hub.Areas;

/// <summary>Reads comma-separated values (RFC 4180) in UTF-8, with or without a byte order mark, with either kind of line end.</summary>
internal static class CsvFile
{
    /// <param name="columns">What the first line has to name, in this order.</param>
    /// <param name="most">Most lines after it.</param>
    /// <param name="problems">Gets what is wrong; rows that can be read are returned all the same.</param>
    public static IEnumerable<CsvRow> Read(byte[] bytes, IReadOnlyList<string> columns, int most, ImportProblems problems)
    {
        if (Text(bytes, problems) is not { } text) return [];
        // One more than there may be, so that it can be named; the rest of a wrong file is not read.
        var rows = new CsvRows(text, problems).Read(most + 2);
        if (rows.Count == 0 || !rows[0].Fields.Select(f => f.Trim().ToLowerInvariant()).SequenceEqual(columns))
        {
            problems.Add(1, $"line 1: must be {string.Join(',', columns)}");
            return [];
        }
        if (rows.Count - 1 > most) problems.Add(rows[most + 1].Line, $"line {rows[most + 1].Line}: a file has at most {most} lines after the first");
        return rows.Skip(1).Take(most).Where(r => HasAll(r, columns.Count, problems) && IsText(r, columns, problems)).ToList();
    }

    private static bool HasAll(CsvRow row, int columns, ImportProblems problems)
    {
        if (row.Fields.Count == columns) return true;
        problems.Add(row.Line, $"line {row.Line}: has {row.Fields.Count} columns, not {columns}");
        return false;
    }

    // Unicode keeps some code points for programs; no text can be composed of them.
    private static bool IsText(CsvRow row, IReadOnlyList<string> columns, ImportProblems problems)
    {
        var wrong = Enumerable.Range(0, columns.Count).Where(i => row.Fields[i].EnumerateRunes().Any(r => (r.Value & 0xFFFE) == 0xFFFE || r.Value is >= 0xFDD0 and <= 0xFDEF)).ToList();
        foreach (var column in wrong) problems.Add(row.Line, columns[column], "has a character that is none (such as U+FFFE); save the file again as \"CSV UTF-8\"");
        return wrong.Count == 0;
    }

    private static string? Text(byte[] bytes, ImportProblems problems)
    {
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            problems.Add(line, $"line {line}: is not UTF-8; save the file as \"CSV UTF-8\"");
            return null;
        }
    }
}

/// <summary>One line of a file; one with line ends inside quotes begins at <paramref name="Line"/>.</summary>
internal sealed record CsvRow(int Line, IReadOnlyList<string> Fields)
{
    public string this[int column] => Fields[column].Trim();
}
