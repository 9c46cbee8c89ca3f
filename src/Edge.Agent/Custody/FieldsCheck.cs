using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Edge.Agent.Custody;

/// <summary>
/// Reads fields as strictly as RFC 7493 (I-JSON) wants them: what two readers would take differently is refused here, the only place
/// where anybody can look. Says where, and quotes nothing.
/// </summary>
internal static class FieldsCheck
{
    /// <summary>What is wrong with the fields; null where nothing is.</summary>
    public static string? Problem(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return "fields are missing; they must be a JSON object";
        if (!Utf8.IsValid(json)) return "fields are not UTF-8";
        try
        {
            return Read(json);
        }
        catch (JsonException e)
        {
            // The reader's own message quotes the text it stumbled over.
            return $"fields are not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine})";
        }
    }

    private static string? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return "fields must be a JSON object";
        var objects = new Stack<HashSet<string>>([Names()]);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    objects.Push(Names());
                    break;
                case JsonTokenType.EndObject:
                    objects.Pop();
                    break;
                case JsonTokenType.PropertyName or JsonTokenType.String when reader.ValueIsEscaped && Doubtful(reader.ValueSpan) is { } what:
                    return $"fields hold {what} {Place(json, reader.TokenStartIndex)}";
                case JsonTokenType.PropertyName when !objects.Peek().Add(reader.GetString()!):
                    return $"fields name one member of an object twice {Place(json, reader.TokenStartIndex)}";
            }
        }
        return null;
    }

    private static HashSet<string> Names() => new(StringComparer.Ordinal);

    // UTF-8 itself has no surrogates; an escape can write half of a pair.
    private static string? Doubtful(ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\') continue;
            if (text[++i] != 'u') continue;
            var code = Escape(text[(i + 1)..]);
            i += 4;
            if (code == 0) return "the character U+0000";
            if (char.IsLowSurrogate(code) || (char.IsHighSurrogate(code) && !HasLow(text[(i + 1)..]))) return "half of a surrogate pair";
            if (char.IsHighSurrogate(code)) i += 6;
        }
        return null;
    }

    private static bool HasLow(ReadOnlySpan<byte> text) => text.Length >= 6 && text[0] == '\\' && text[1] == 'u' && char.IsLowSurrogate(Escape(text[2..]));

    // The reader has seen that there are four hexadecimal digits.
    private static char Escape(ReadOnlySpan<byte> digits) => Utf8Parser.TryParse(digits[..4], out ushort code, out _, 'x') ? (char)code : '\0';

    private static string Place(ReadOnlySpan<byte> json, long at)
    {
        var before = json[..(int)at];
        return string.Create(CultureInfo.InvariantCulture, $"(line {before.Count((byte)'\n') + 1}, byte {before.Length - 1 - before.LastIndexOf((byte)'\n')})");
    }
}
