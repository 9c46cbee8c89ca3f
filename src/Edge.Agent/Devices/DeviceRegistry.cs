using System.Text.Json;
using Edge.Agent.Devices.Supervision;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Devices;

/// <summary>How all devices are: <c>devices</c> of <c>GET /v1/status</c>.</summary>
internal sealed class DeviceRegistry(IEnumerable<ISupervised> devices, DeviceReadings readings) : IStatusSection
{
    private readonly List<ISupervised> _devices = [.. devices];

    public string Name => "devices";

    public IReadOnlyList<DeviceStatus> All => [.. _devices.Select(d => d.Status)];

    public object Read() => All.ToDictionary(d => d.Name, d => (object)new
    {
        State = d.State.ToString().ToLowerInvariant(),
        d.Reason,
        d.Note,
        Since = d.State == DeviceState.Absent ? (DateTimeOffset?)null : d.Since,
        Reading = d.Name switch { DeviceNames.Power => readings.Power, DeviceNames.Modem => readings.Link, _ => (object?)null },
    });

    /// <summary>What a status answer says of its devices, for the doctor.</summary>
    public static IReadOnlyList<DeviceLook> Looks(JsonElement status) => !status.TryGetProperty("devices", out var devices) || devices.ValueKind != JsonValueKind.Object ? []
        : [.. devices.EnumerateObject().Where(d => Text(d.Value, "state") != "absent").Select(d => new DeviceLook(d.Name, Text(d.Value, "reason"), Text(d.Value, "note")))];

    /// <summary>Completes at the next change of any device's state after the call.</summary>
    public Task ChangedAsync() => Task.WhenAny(_devices.Select(d => d.Changed));

    private static string? Text(JsonElement device, string member) => device.ValueKind == JsonValueKind.Object && device.TryGetProperty(member, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;
}
