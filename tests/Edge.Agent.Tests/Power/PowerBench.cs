using Edge.Agent.Devices;
using Edge.Agent.Devices.Power;
using Edge.Agent.Power;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Edge.Agent.Tests.Power;

/// <summary>A keeper of a board whose battery reads what the test says; nobody ticks but the test.</summary>
internal sealed class PowerBench : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Kiosk.HandTime _time;
    private readonly DeviceReadings _readings;
    private readonly PowerKeeper _keeper;

    public PowerBench(Kiosk.HandTime time, BoardPower power, LogList log, params PowerShare[] shares)
    {
        Directory.CreateDirectory(_folder.Root);
        (_time, _readings) = (time, new DeviceReadings(time));
        var sensors = new BoardSensors(new SysFiles(Path.Combine(_folder.Root, "none")), new PowerSupply(Path.Combine(_folder.Root, "none")), _readings);
        _keeper = new PowerKeeper(sensors, power, new PowerSwitch(_folder.Root), shares, Options.Create(new Edge.Agent.Power.PowerOptions()), time, new LoggerFactory([log]).CreateLogger<PowerKeeper>());
    }

    /// <summary>Whether the machine is asked to switch itself off.</summary>
    public bool Asked => File.Exists(Path.Combine(_folder.Root, PowerSwitch.FileName));

    /// <summary>One look, so long after the one before.</summary>
    public void Look(int charge, bool mains, TimeSpan after = default)
    {
        _time.Elapsed += after;
        _readings.Power = new PowerReading(11.1, mains ? -0.8 : 0.8, charge);
        _keeper.Look();
    }

    /// <summary>The battery is empty for as long as it takes to be believed.</summary>
    public void RunLow()
    {
        for (var i = 0; i < 13; i++) Look(4, mains: false, TimeSpan.FromSeconds(5));
    }

    public void Dispose()
    {
        _keeper.Dispose();
        _folder.Dispose();
    }
}
