using Edge.Agent.Devices;
using Edge.Agent.Devices.Supervision;
using Edge.Agent.Telemetry.Faults;
using Edge.Testing.Time;

namespace Edge.Agent.Tests.Telemetry.Faults;

/// <summary>What is wrong with a board is decided in one place.</summary>
public sealed class FaultListTests
{
    private static readonly DeviceStatus Good = new("gpio", DeviceState.Ready, null, default);
    private static readonly DeviceStatus Absent = new("modem", DeviceState.Absent, null, default);
    private static readonly DeviceStatus Untried = new("printer", DeviceState.Failed, DeviceStatus.NotTried, default);

    [Fact]
    public void Nothing_is_known_without_devices_or_before_they_were_tried()
    {
        Assert.Null(List(Absent).Summary);
        Assert.Null(List(Good, Untried).Summary);
        Assert.Empty(List(Good, Untried).Now);
    }

    [Fact]
    public void What_is_wrong_is_named_and_else_all_is_well()
    {
        Assert.Equal("ok", List(Good, Absent).Summary);
        Assert.Equal("printer paper-out, scanner failed", List(Good, Absent, Printer("paper-out"), new DeviceStatus("scanner", DeviceState.Failed, "unplugged", default)).Summary);
    }

    [Theory]
    [InlineData("paper-out+cover-open+offline", "printer cover-open")] // paper that an open cover lifts is not out
    [InlineData("cutter-stuck+error+offline", "printer cutter-stuck")] // and a jam is no want of paper
    [InlineData("paper-out+offline", "printer paper-out")]
    [InlineData("cover-open+cutter-stuck", "printer cover-open, printer cutter-stuck")]
    [InlineData("error", "printer error")]
    [InlineData("offline+paper-near-end", "printer offline, printer paper-near-end")]
    public void A_printer_that_says_several_things_is_told_by_their_cause(string note, string told) => Assert.Equal(told, List(Good, Printer(note)).Summary);

    [Fact]
    public void A_notice_comes_last_and_the_same_thing_stands_once()
    {
        var list = new FaultList(Registry(Printer("paper-near-end"), new DeviceStatus("scanner", DeviceState.Failed, "gone", default)),
            [new FaultSource(() => [new Fault("printer", "paper-near-end"), new Fault("power", "battery-low", "4 %")])]);
        Assert.Equal("scanner failed, power battery-low, printer paper-near-end", list.Summary);
        Assert.Equal([false, false, true], list.Now.Select(f => f.IsNotice));
    }

    [Theory]
    [InlineData("battery", 0, true)]
    [InlineData("battery", 10, true)]
    [InlineData("battery", 11, false)]
    [InlineData("mains", 0, false)]
    [InlineData("battery", null, false)]
    [InlineData(null, 0, false)]
    public void An_empty_battery_is_a_fault_while_nothing_charges_it(string? source, int? charge, bool fault) => Assert.Equal(fault, BatteryFault.Of(source, charge).Any());

    private static DeviceStatus Printer(string note) => new("printer", DeviceState.Ready, null, default) { Note = note };

    private static FaultList List(params DeviceStatus[] all) => new(Registry(all), []);

    private static DeviceRegistry Registry(params DeviceStatus[] all) => new(all.Select(s => new Fixed(s)), new DeviceReadings(new SteppedTime()));

    private sealed class Fixed(DeviceStatus status) : ISupervised
    {
        public DeviceStatus Status => status;

        public Task Changed => new TaskCompletionSource().Task;

        public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;
    }
}
