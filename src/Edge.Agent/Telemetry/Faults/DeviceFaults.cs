using Edge.Agent.Devices;
using Edge.Contracts.Shown;

namespace Edge.Agent.Telemetry.Faults;

/// <summary>What is wrong with the devices that the settings name.</summary>
internal static class DeviceFaults
{
    private static readonly string[] Causes = [FaultWords.CoverOpen, FaultWords.PaperOut, FaultWords.CutterStuck];

    // One that nobody has tried to open is not missing: the agent has just started.
    public static IEnumerable<Fault> Of(IEnumerable<DeviceStatus> devices) => devices.SelectMany(d => d.State switch
    {
        DeviceState.Failed when d.Reason != DeviceStatus.NotTried => [new Fault(d.Name, FaultWords.Failed, d.Reason)],
        DeviceState.Ready when d.Note is { } note => Told(note.Split('+')).Select(n => new Fault(d.Name, n)),
        _ => [],
    });

    // An open cover lifts the paper off its sensor, and a printer that says why it stopped says besides that it did.
    private static IEnumerable<string> Told(string[] notes) => notes.Where(n => n switch
    {
        FaultWords.PaperOut or FaultWords.PaperNearEnd => !notes.Contains(FaultWords.CoverOpen),
        FaultWords.Offline or FaultWords.Error => !notes.Intersect(Causes).Any(),
        _ => true,
    });
}
