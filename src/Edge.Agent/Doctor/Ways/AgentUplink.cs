using System.Text.Json;

namespace Edge.Agent.Doctor.Ways;

/// <summary>What a running agent's status says of its way to the hub.</summary>
/// <param name="SegmentBytes">The largest TCP segment, where larger packets get lost on the way.</param>
/// <param name="Hub">Where it is connected; empty where the agent does not say.</param>
internal sealed record AgentUplink(bool Connected, int? SegmentBytes, string Hub = "")
{
    /// <summary>Null where it does not say.</summary>
    public static AgentUplink? Read(JsonElement status)
    {
        if (!status.TryGetProperty("uplink", out var uplink) || !uplink.TryGetProperty("connected", out var connected)) return null;
        int? bytes = uplink.TryGetProperty("segmentBytes", out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetInt32() : null;
        return new AgentUplink(connected.GetBoolean(), bytes, uplink.TryGetProperty("hub", out var hub) ? hub.GetString() ?? "" : "");
    }
}
