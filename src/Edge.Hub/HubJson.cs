using System.Text.Json;
using System.Text.Json.Serialization;

namespace Edge.Hub;

/// <summary>How hub.sock and `--json` write JSON.</summary>
internal static class HubJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
