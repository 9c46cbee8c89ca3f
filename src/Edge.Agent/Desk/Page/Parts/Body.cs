using System.Text.Json.Nodes;

namespace Edge.Agent.Desk.Page.Parts;

/// <summary>What a button says to the API.</summary>
internal static class Body
{
    public static string Of(params (string Name, JsonNode? Value)[] members) => new JsonObject(members.Select(m => KeyValuePair.Create(m.Name, m.Value))).ToJsonString();
}
