using Edge.Agent.Devices.Supervision;

namespace Edge.Agent.Devices;

/// <summary>Keeps every device open as long as the agent runs, each by itself.</summary>
internal sealed partial class DeviceKeeper(IEnumerable<ISupervised> devices, ILogger<DeviceKeeper> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var all = devices.ToList();
        var absent = all.Where(d => d.Status.State == DeviceState.Absent).Select(d => d.Status.Name).ToList();
        if (absent.Count > 0) LogAbsent(string.Join(", ", absent));
        return Task.WhenAll(all.Select(d => d.RunAsync(stoppingToken)));
    }

    [LoggerMessage(LogLevel.Information, "Not set, so absent: {Devices}; records are taken through the local API all the same")]
    private partial void LogAbsent(string devices);
}
