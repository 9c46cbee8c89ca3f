using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;

namespace Edge.Agent.Tests.Telemetry;

/// <summary>Files as kernels of real boards write them, under a root of the test's own.</summary>
public sealed class ProbeTests : IDisposable
{
    private const string Route = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    private readonly TestFolder _folder = new();

    private LinkProbe Link => new(new SysFiles(_folder.Data.Root));

    private BoardSensors Sensors => new(new SysFiles(_folder.Data.Root), new PowerSupply(Path.Combine(_folder.Data.Root, "none")), new DeviceReadings(TimeProvider.System));

    [Fact]
    public void A_board_that_tells_nothing_is_not_known()
    {
        Assert.Equal(("none", null), (Link.Technology(), Link.SignalDbm()));
        Assert.Equal((null, null, null, null, null), (Sensors.Celsius(), Sensors.Throttling(), Sensors.WearPercent(), Sensors.BootCause(), Sensors.UptimeSeconds()));
        var power = new PowerSupply(Path.Combine(_folder.Data.Root, "none"));
        Assert.Equal((null, null, false), (power.Source(), power.ChargePercent(), power.OnBattery()));
    }

    [Fact]
    public void The_link_is_the_interface_of_the_best_default_route()
    {
        File("proc/net/route", Route
            + "eth0\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
            + "wwan0\t00000000\t01000A0A\t0003\t0\t0\t700\t00000000\t0\t0\t0\n"
            + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n");
        File("sys/class/net/wlan0/wireless/x", "");
        File("sys/class/net/wlan0/type", "1\n");
        File("proc/net/wireless", "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
            + " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22\n"
            + " wlan0: 0000   48.  -62.  -256        0      0      0      0     10        0\n");
        Assert.Equal(("wifi", -62), (Link.Technology(), Link.SignalDbm()));
    }

    [Theory]
    [InlineData("eth0", "1", "INTERFACE=eth0", "ethernet")]
    [InlineData("wwan0", "1", "DEVTYPE=wwan", "cellular")]
    [InlineData("usb0", "1", "DEVTYPE=wwan\nINTERFACE=usb0", "cellular")]
    [InlineData("ppp0", "512", "", "cellular")]
    [InlineData("wg0", "65534", "", "other")]
    public void Technologies_are_told_apart(string name, string type, string uevent, string technology)
    {
        File("proc/net/route", Route + $"{name}\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n");
        File($"sys/class/net/{name}/type", type);
        File($"sys/class/net/{name}/uevent", uevent);
        Assert.Equal((technology, null), (Link.Technology(), Link.SignalDbm()));
    }

    [Fact]
    public void A_default_route_of_IPv6_alone_counts_and_the_unreachable_one_does_not()
    {
        const string Zero = "00000000000000000000000000000000";
        var unreachable = $"{Zero} 00 {Zero} 00 {Zero} ffffffff 00000001 00000000 00200200       lo\n";
        Assert.Empty(DefaultRoutes.Of(Route, unreachable));
        Assert.Equal(["eth1"], DefaultRoutes.Of(Route, $"{Zero} 00 {Zero} 00 fe80000000000000000000000000cafe 00000400 00000003 00000000 00000003     eth1\n{unreachable}"));
    }

    [Fact]
    public void Every_interface_that_leads_out_counts_the_best_first_and_those_that_refuse_do_not()
    {
        const string Zero = "00000000000000000000000000000000";
        var four = Route + "wwan0\t00000000\t01000A0A\t0003\t0\t0\t700\t00000000\t0\t0\t0\n" + "wlan0\t00000000\t0101A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0\n" + "*\t00000000\t00000000\t0201\t0\t0\t9\t00000000\t0\t0\t0\n";
        // A modem that speaks raw IP has a way out and no gateway.
        var six = $"{Zero} 00 {Zero} 00 {Zero} 00000400 00000003 00000000 00000001     rmnet0\n{Zero} 00 {Zero} 00 fe80000000000000000000000000cafe 00000100 00000003 00000000 00000003     wlan0\n";
        Assert.Equal(["wlan0", "wwan0", "rmnet0"], DefaultRoutes.Of(four, six));
    }

    [Theory]
    [InlineData("wlan0: 0000 48. -62. -256", -62)]
    [InlineData("wlan0: 0000 48. 62. 0", null)]
    [InlineData("wlan0: 0000 48. x 0", null)]
    [InlineData("wlan1: 0000 48. -62. 0", null)]
    [InlineData("", null)]
    public void A_signal_is_dBm_or_nothing(string wireless, int? signal) => Assert.Equal(signal, LinkProbe.SignalOf(wireless, "wlan0"));

    [Fact]
    public void The_hottest_zone_counts()
    {
        File("sys/class/thermal/thermal_zone0/temp", "48312\n");
        File("sys/class/thermal/thermal_zone1/temp", "61540\n");
        File("sys/class/thermal/cooling_device0/temp", "99000\n");
        Assert.Equal(61.5f, Sensors.Celsius());
    }

    [Theory]
    [InlineData("0x0", "no")]
    [InlineData("50000", "no")]
    [InlineData("0x50005", "under-voltage+throttled")]
    [InlineData("f", "under-voltage+capped+throttled+hot")]
    [InlineData("what", null)]
    [InlineData(null, null)]
    public void Throttling_is_what_is_held_back_now(string? text, string? words) => Assert.Equal(words, BoardSensors.ThrottlingOf(text));

    [Theory]
    [InlineData("0x01 0x01", 10)]
    [InlineData("0x02 0x04", 40)]
    [InlineData("0x0b 0x00", 110)]
    [InlineData("0x00 0x00", null)]
    [InlineData("", null)]
    [InlineData("0xff 0x01", null)]
    public void Wear_is_the_worse_of_two_estimates(string text, int? percent) => Assert.Equal(percent, BoardSensors.WearOf(text));

    [Fact]
    public void The_most_worn_disk_counts()
    {
        File("sys/block/mmcblk0/device/life_time", "0x02 0x01\n");
        File("sys/block/mmcblk1/device/life_time", "0x03 0x01\n");
        File("sys/block/sda/size", "1");
        Assert.Equal(30, Sensors.WearPercent());
    }

    [Theory]
    [InlineData(0, "unknown")]
    [InlineData(32, "watchdog")]
    [InlineData(48, "watchdog")]
    [InlineData(16, "power-under")]
    [InlineData(1, "overheat")]
    [InlineData(4, "other")]
    public void The_cause_of_a_start_is_what_a_watchdog_remembers(int status, string cause)
    {
        File("sys/class/watchdog/watchdog0/bootstatus", $"{status}\n");
        Assert.Equal(cause, Sensors.BootCause());
    }

    [Fact]
    public void Uptime_is_whole_seconds()
    {
        File("proc/uptime", "16634.91 10904.11\n");
        Assert.Equal(16_634L, Sensors.UptimeSeconds());
    }

    [Fact]
    public void Power_is_mains_or_battery_and_the_fullest_battery_in_place_counts()
    {
        foreach (var (name, attribute, value) in new[] { ("ac", "type", "Mains"), ("ac", "online", "1"), ("b0", "type", "Battery"), ("b0", "capacity", "80"), ("b1", "type", "Battery"), ("b1", "capacity", "47") })
        {
            File($"power/{name}/{attribute}", value + "\n");
        }
        var power = new PowerSupply(Path.Combine(_folder.Data.Root, "power"));
        Assert.Equal(("mains", 80), (power.Source(), power.ChargePercent()));
        File("power/b0/present", "0\n");
        Assert.Equal(47, power.ChargePercent());
        File("power/ac/online", "0\n");
        Assert.Equal("battery", power.Source());
    }

    // A socket that the kernel knows and nobody uses, and a battery that only a sensor knows, which the sun charges.
    [Fact]
    public void Source_and_charge_are_told_by_the_same()
    {
        File("power/usb/type", "USB\n");
        File("power/usb/online", "0\n");
        var power = new PowerSupply(Path.Combine(_folder.Data.Root, "power"));
        var measured = new DeviceReadings(TimeProvider.System) { Power = new PowerReading(12.9, -3, 8) };
        var sensors = new BoardSensors(new SysFiles(_folder.Data.Root), power, measured);
        Assert.Equal(("mains", 8), sensors.Power());
        File("power/bat/type", "Battery\n");
        File("power/bat/capacity", "47\n");
        Assert.Equal(("battery", 47), sensors.Power());
    }

    [Theory]
    [InlineData("Discharging", "battery")]
    [InlineData("Charging", "mains")]
    [InlineData("Full", "mains")]
    [InlineData("Unknown", null)]
    public void Where_no_supply_from_outside_is_known_the_battery_says_what_it_does(string status, string? source)
    {
        File("power/bat/type", "Battery\n");
        File("power/bat/status", status + "\n");
        File("power/bat/capacity", "47\n");
        var power = new PowerSupply(Path.Combine(_folder.Data.Root, "power"));
        Assert.Equal((source, source == "battery", 47), (power.Source(), power.OnBattery(), power.ChargePercent()));
    }

    [Fact]
    public void The_battery_of_a_scanner_without_a_cable_is_not_the_boards()
    {
        File("power/scanner/type", "Battery\n");
        File("power/scanner/scope", "Device\n");
        File("power/scanner/status", "Discharging\n");
        File("power/scanner/capacity", "2\n");
        var power = new PowerSupply(Path.Combine(_folder.Data.Root, "power"));
        Assert.Equal((null, false, null), (power.Source(), power.OnBattery(), power.ChargePercent()));
    }

    public void Dispose() => _folder.Dispose();

    private void File(string path, string text)
    {
        var full = Path.Combine(_folder.Data.Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
    }
}
