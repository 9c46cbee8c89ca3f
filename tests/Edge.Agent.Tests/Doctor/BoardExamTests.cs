using Edge.Agent.Custody;
using Edge.Agent.Devices;
using Edge.Agent.Doctor;
using Edge.Agent.Doctor.Machine;
using Edge.Agent.Telemetry;
using Edge.Contracts.Wire;
using Edge.Hosting.Linux;
using Edge.Testing;

namespace Edge.Agent.Tests.Doctor;

/// <summary>The board by the kernel's own files, each fault written into a copy of them.</summary>
public sealed class BoardExamTests
{
    [Theory]
    [InlineData("", "", "power", "Ok")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "50005", "power", "Fault")]
    [InlineData("sys/devices/platform/soc/soc:firmware/get_throttled", "50000", "power", "Ok")]
    [InlineData("battery", "19", "power", "Attention")]
    [InlineData("battery", "4", "power", "Fault")]
    [InlineData("battery", "21", "power", "Ok")]
    [InlineData("sys/class/thermal/thermal_zone0/temp", "81000", "temperature", "Attention")]
    [InlineData("sys/class/thermal/thermal_zone0/temp", "61000", "temperature", "Ok")]
    [InlineData("sys/block/mmcblk0/device/life_time", "0x07 0x08", "wear", "Attention")]
    [InlineData("sys/block/mmcblk0/device/life_time", "0x01 0x0b", "wear", "Fault")]
    [InlineData("sys/block/mmcblk0/device/life_time", "0x01 0x02", "wear", "Ok")]
    public void What_the_kernel_tells_is_judged(string file, string text, string subject, string grade)
    {
        using var root = new TempFolder();
        if (file == "battery") Write(root.Path, "sys/class/power_supply/bat/capacity", text, ("sys/class/power_supply/bat/type", "Battery"));
        else if (file.Length > 0) Write(root.Path, file, text);
        var exam = Exam(root.Path, new ClockReading(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero), ClockState.Synchronised, Guid.Empty, 0));
        var finding = subject switch { "power" => exam.Power(null), "temperature" => exam.Heat(), _ => exam.Wear() };
        Assert.Equal((subject, grade), (finding.Subject.Id, finding.Grade.ToString()));
        Assert.Equal(finding.Grade != Grade.Ok, finding.Act is not null);
    }

    [Theory]
    [InlineData(2026, ClockState.Synchronised, null, "Ok")]
    [InlineData(2026, ClockState.Unsynchronised, null, "Attention")]
    [InlineData(1970, ClockState.Synchronised, null, "Attention")]
    [InlineData(2026, ClockState.Synchronised, 180_000L, "Attention")]
    [InlineData(2026, ClockState.Synchronised, -180_000L, "Attention")]
    [InlineData(2026, ClockState.Synchronised, 1_000L, "Ok")]
    public void A_clock_that_is_wrong_is_told(int year, ClockState state, long? aheadMs, string grade)
    {
        using var root = new TempFolder();
        var finding = Exam(root.Path, new ClockReading(new DateTimeOffset(year, 12, 1, 0, 0, 0, TimeSpan.Zero), state, Guid.Empty, 0)).Clock(aheadMs);
        Assert.Equal(grade, finding.Grade.ToString());
    }

    private static BoardExam Exam(string root, ClockReading clock) =>
        new(new BoardSensors(new SysFiles(root), new PowerSupply(Path.Combine(root, "sys/class/power_supply")), new DeviceReadings(TimeProvider.System)), new Fixed(clock));

    private static void Write(string root, string file, string text, params (string File, string Text)[] more)
    {
        foreach (var (path, content) in more.Prepend((file, text)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
            File.WriteAllText(Path.Combine(root, path), content + "\n");
        }
    }

    private sealed class Fixed(ClockReading reading) : IBoardClock
    {
        public ClockReading Read() => reading;
    }
}
