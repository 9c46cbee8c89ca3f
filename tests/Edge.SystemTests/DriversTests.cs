using Edge.Demo.Processes;

namespace Edge.SystemTests;

/// <summary>The program finds every adapter that a setting may name; without the chips each says what it looked for.</summary>
public sealed class DriversTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Buses:Driver=Chardev Display:Driver=iot-character-lcd Power:Driver=IotIna219 Card:Driver=iot-pn532", "cannot be opened")]
    [InlineData("Buses:Driver=system-device-gpio Display:Driver=IotCharacterLcd Power:Driver=iot-ina219 Card:Driver=IotPn532", "/dev/i2c-250 gets no answer")]
    [InlineData("Buses:Driver=SystemDeviceGpio Display:Driver=Hd44780 Power:Driver=Ina219", "/dev/i2c-250 gets no answer")]
    [InlineData("Buses:Driver=Chardev Strip:Driver=IotWs28xx", "/dev/spidev250.0 cannot be opened")]
    [InlineData("Buses:Driver=SystemDeviceGpio Strip:Driver=iot-ws28xx", "/dev/spidev250.0 takes no message")]
    [InlineData("Gpio:Driver=system-device-gpio Display:Driver=iot-tm1637", "does not do what it was asked")]
    public async Task An_adapter_is_loaded_and_says_that_its_chip_is_not_there(string settings, string says)
    {
        using var folder = RunFolder.Create("edge-st-");
        var environment = new Dictionary<string, string>
        {
            ["EDGE_Spool__AllowVolatile"] = "true", ["EDGE_Devices__Display__Bus"] = "/dev/i2c-250", ["EDGE_Devices__Power__Bus"] = "/dev/i2c-250",
            ["EDGE_Devices__Card__Bus"] = "/dev/i2c-250", ["EDGE_Devices__Strip__Bus"] = "/dev/spidev250.0", ["EDGE_Devices__Strip__Lights__ready__Pixel"] = "0",
            ["EDGE_Devices__Display__Chip"] = "gpiochip250", ["EDGE_Devices__Gpio__Chip"] = "gpiochip250", ["EDGE_Devices__Gpio__Lines__ticket__Offset"] = "17",
        };
        var drivers = settings.Split(' ').Select(s => s.Split('=')).ToList();
        foreach (var driver in drivers) environment[$"EDGE_Devices__{driver[0].Replace(":", "__", StringComparison.Ordinal)}"] = driver[1];
        var doctor = await ToolRun.RunAsync(EdgeTool.Agent, ["doctor", "--data", folder.Path], environment: environment, cancellationToken: Token);
        var devices = doctor.Output.Split('\n').Where(l => l.Contains(" device ", StringComparison.Ordinal)).ToList();
        Assert.Equal(drivers.Count(d => d[0] != "Buses:Driver"), devices.Count);
        Assert.All(devices, line => Assert.Contains(says, line, StringComparison.Ordinal));
    }
}
