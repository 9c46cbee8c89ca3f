using Edge.Agent.Devices;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Telemetry.Faults;

/// <summary>What is wrong with this board: the one place that decides it, for lights, display, queue, desk, <c>status</c> and the hub.</summary>
internal sealed class FaultList(DeviceRegistry devices, IEnumerable<FaultSource> sources) : IStatusSection
{
    private readonly List<FaultSource> _sources = [.. sources];

    public string Name => "faults";

    /// <summary>All of it, notices last.</summary>
    public IReadOnlyList<Fault> Now => [.. DeviceFaults.Of(devices.All).Concat(_sources.SelectMany(s => s.Read())).DistinctBy(f => f.Told).OrderBy(f => f.IsNotice)];

    /// <summary>One line for the hub: <c>ok</c>, or such as <c>printer paper-out, scanner failed</c>; null where no device is set, or not all have been tried yet.</summary>
    public string? Summary => Now is { Count: > 0 } wrong ? string.Join(", ", wrong.Select(f => f.Told))
        : devices.All.Where(d => d.State != DeviceState.Absent).ToList() is { Count: > 0 } set && !set.Exists(d => d.Reason == DeviceStatus.NotTried) ? "ok" : null;

    public object Read() => Shown(Now);

    /// <summary>As machines are told them.</summary>
    public static object Shown(IEnumerable<Fault> faults) => faults.Select(f => new { f.Device, f.What, f.Word.Vi, f.Word.En, Notice = f.IsNotice, f.Reason });
}
