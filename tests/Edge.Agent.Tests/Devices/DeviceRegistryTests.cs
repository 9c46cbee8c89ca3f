using Edge.Agent.Devices;
using Edge.Agent.Devices.Supervision;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Devices;

/// <summary>What the hub is told of all devices in one line.</summary>
public sealed class DeviceRegistryTests
{
    private static readonly DeviceStatus Good = new("gpio", DeviceState.Ready, null, default);
    private static readonly DeviceStatus Absent = new("modem", DeviceState.Absent, null, default);

    [Fact]
    public void Nothing_is_known_without_devices_or_before_they_were_tried()
    {
        Assert.Null(Summary(Absent));
        Assert.Null(Summary(Good, new DeviceStatus("printer", DeviceState.Failed, DeviceStatus.NotTried, default)));
    }

    [Fact]
    public void What_is_wrong_is_named_and_else_all_is_well()
    {
        Assert.Equal("ok", Summary(Good, Absent));
        Assert.Equal("printer paper-out, scanner failed", Summary(Good, Absent, new DeviceStatus("printer", DeviceState.Ready, null, default) { Note = "paper-out" },
            new DeviceStatus("scanner", DeviceState.Failed, "unplugged", default)));
    }

    private static string? Summary(params DeviceStatus[] all) => new DeviceRegistry(all.Select(s => new Fixed(s)), new DeviceReadings(new SteppedTime())).Summary;

    private sealed class Fixed(DeviceStatus status) : ISupervised
    {
        public DeviceStatus Status => status;

        public Task Changed => new TaskCompletionSource().Task;

        public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
