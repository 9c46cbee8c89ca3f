using System.Text.Json;
using Edge.Hosting;

namespace Edge.Agent.Doctor.Ways;

/// <summary>What a running agent's status says of its way to the hub.</summary>
/// <param name="Hub">Where it is connected; empty where the agent does not say.</param>
/// <param name="Summary">How, in plain words.</param>
/// <param name="Act">What to do about it; null where nothing is to be done.</param>
internal sealed record AgentUplink(bool Connected, string Hub, Said Summary, Said? Act)
{
    /// <summary>Null where it does not say.</summary>
    public static AgentUplink? Read(JsonElement status)
    {
        if (!status.TryGetProperty("uplink", out var uplink) || !uplink.TryGetProperty("connected", out var connected)) return null;
        return new AgentUplink(connected.GetBoolean(), uplink.TryGetProperty("hub", out var hub) ? hub.GetString() ?? "" : "", Words(uplink, "summary") ?? new Said("đã kết nối", "connected"), Words(uplink, "act"));
    }

    private static Said? Words(JsonElement uplink, string member) =>
        uplink.TryGetProperty(member, out var said) && said.ValueKind == JsonValueKind.Object ? new Said(said.GetProperty("vi").GetString() ?? "", said.GetProperty("en").GetString() ?? "") : null;
}
