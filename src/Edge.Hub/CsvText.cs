using System.Text;

namespace Edge.Hub;

/// <summary>Writes comma-separated values (RFC 4180) that spreadsheets open as what they are: UTF-8 with its mark, and no text that they would take for a formula.</summary>
internal sealed class CsvText
{
    private readonly StringBuilder _text = new("\uFEFF");

    public void Row(params IEnumerable<string> fields) => _text.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(_text.ToString());

    public override string ToString() => _text.ToString();

    private static string Field(string text)
    {
        // A number may begin with a minus; any other text that begins like a formula is made one that does not.
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !decimal.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
