using System.Globalization;
using System.Text.Json;

namespace Edge.Hosting.Commands;

/// <summary>A status answer as lines for people: any feature's share is shown without knowing it, with sizes, ages and moments as they are said.</summary>
internal sealed class StatusLines(string language, DateTimeOffset now)
{
    // Counted to the byte, as the network's own tools show it.
    private const string Exact = "segmentBytes";

    private readonly Amounts _amounts = new(language);

    public IEnumerable<(string Path, string Text)> Of(JsonElement value, string path = "") => value.ValueKind switch
    {
        JsonValueKind.Object when Spoken(value) is { } said => [(path, said)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Of(m.Value, path.Length == 0 ? m.Name : $"{path}.{m.Name}")),
        _ => [(path, Text(path[(path.LastIndexOf('.') + 1)..], value))],
    };

    // What is told in both languages, with what it is called beside it.
    private string? Spoken(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("vi", out var vi) || !value.TryGetProperty("en", out var en)) return null;
        var beside = string.Join(' ', value.EnumerateObject().Where(m => m.Name is not ("vi" or "en") && m.Value.ValueKind == JsonValueKind.String).Select(m => m.Value.GetString()));
        var said = new Said($"{vi}", $"{en}").In(language);
        return beside.Length == 0 ? said : $"{said} ({beside})";
    }

    private string Text(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out var number) => Number(name, number) ?? $"{value}",
        JsonValueKind.String when value.GetString()!.Contains('T', StringComparison.Ordinal) && value.TryGetDateTimeOffset(out var at) => Moment(at),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(e => Spoken(e) ?? $"{e}")),
        _ => $"{value}",
    };

    private string? Number(string name, double number) => name switch
    {
        Exact => null,
        "bytes" or "size" => _amounts.Bytes((long)number),
        _ when name.EndsWith("BytesPerSecond", StringComparison.OrdinalIgnoreCase) => $"{_amounts.Bytes((long)number)}/s",
        _ when name.EndsWith("Bytes", StringComparison.Ordinal) => _amounts.Bytes((long)number),
        _ when name.EndsWith("AgeSeconds", StringComparison.Ordinal) => _amounts.Ago(TimeSpan.FromSeconds(number)),
        _ when name.EndsWith("Seconds", StringComparison.Ordinal) => _amounts.Span(TimeSpan.FromSeconds(number)),
        _ => null,
    };

    // A clock that was set back since has no age to tell.
    private string Moment(DateTimeOffset at)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        return at > now ? text : $"{text} ({_amounts.Ago(now - at)})";
    }
}
