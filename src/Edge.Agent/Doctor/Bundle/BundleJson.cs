using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Edge.Agent.Doctor.Bundle;

/// <summary>JSON that may leave the board: numbers and truth values as they are, text and names through <see cref="PlainWords"/>.</summary>
internal static partial class BundleJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options) + "\n";

    /// <summary>An answer of the agent, or lines of it.</summary>
    public static JsonNode? Filter(JsonElement value, PlainWords words) => value.ValueKind switch
    {
        JsonValueKind.Object => new JsonObject(value.EnumerateObject().Where(m => Member().IsMatch(m.Name)).DistinctBy(m => m.Name).Select(m => KeyValuePair.Create(m.Name, Filter(m.Value, words)))),
        JsonValueKind.Array => new JsonArray([.. value.EnumerateArray().Select(v => Filter(v, words))]),
        JsonValueKind.String => JsonValue.Create(words.Of(value.GetString())),
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        _ => JsonNode.Parse(value.GetRawText()),
    };

    [GeneratedRegex("^[a-z][A-Za-z0-9-]{0,40}$")]
    private static partial Regex Member();
}
