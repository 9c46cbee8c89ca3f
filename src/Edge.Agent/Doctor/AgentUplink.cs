using System.Text.Json;

namespace Edge.Agent.Doctor;

/// <summary>What a running agent's status says of its way to the hub.</summary>
/// <param name="SegmentBytes">The largest TCP segment, where larger packets get lost on the way.</param>
internal sealed record AgentUplink(bool Connected, int? SegmentBytes)
{
    /// <summary>Null where it does not say.</summary>
    public static AgentUplink? Read(JsonElement status)
    {
        if (!status.TryGetProperty("uplink", out var uplink) || !uplink.TryGetProperty("connected", out var connected)) return null;
        int? bytes = uplink.TryGetProperty("segmentBytes", out var limit) && limit.ValueKind == JsonValueKind.Number ? limit.GetInt32() : null;
        return new AgentUplink(connected.GetBoolean(), bytes);
    }
}
