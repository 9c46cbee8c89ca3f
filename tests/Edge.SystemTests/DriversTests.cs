using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>The program finds every driver that a setting may name; without the chips each says what it looked for.</summary>
public sealed class DriversTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Display:Driver=Hd44780 Power:Driver=Ina219 Card:Driver=Pn532", "/dev/i2c-250 cannot be opened")]
    [InlineData("Strip:Driver=Ws28xx", "the strip of lights (/dev/spidev250.0) does not do what it was asked")]
    [InlineData("Gpio:Driver=Libgpiod Display:Driver=Tm1637", "no GPIO chip is called or labelled 'gpiochip250'")]
    [InlineData("Gpio:Driver=libgpiod Display:Driver=tm1637", "no GPIO chip is called or labelled 'gpiochip250'")]
    public async Task A_driver_says_that_its_chip_is_not_there(string settings, string says) => await ExamineAsync(settings, says, []);

    [Fact]
    public async Task Without_the_library_for_lines_it_is_said_which_package_has_it()
    {
        using var folder = RunFolder.Create("edge-st-");
        // What is first on the way and no library is as good as none.
        foreach (var library in (string[])["libgpiod.so.2", "libgpiod.so.3"]) await File.WriteAllTextAsync(Path.Combine(folder.Path, library), "", Token);
        await ExamineAsync("Gpio:Driver=Libgpiod Display:Driver=Tm1637", "apt-get install libgpiod3 (Debian 13 and later) or libgpiod2 (Debian 12)", new() { ["LD_LIBRARY_PATH"] = folder.Path });
    }

    private static async Task ExamineAsync(string settings, string says, Dictionary<string, string> more)
    {
        using var folder = RunFolder.Create("edge-st-");
        var environment = new Dictionary<string, string>(more)
        {
            ["EDGE_Spool__AllowVolatile"] = "true", ["EDGE_Devices__Display__Bus"] = "/dev/i2c-250", ["EDGE_Devices__Power__Bus"] = "/dev/i2c-250",
            ["EDGE_Devices__Card__Path"] = "/dev/i2c-250", ["EDGE_Devices__Strip__Bus"] = "/dev/spidev250.0", ["EDGE_Devices__Strip__Lights__ready__Pixel"] = "0",
            ["EDGE_Devices__Display__Chip"] = "gpiochip250", ["EDGE_Devices__Gpio__Chip"] = "gpiochip250", ["EDGE_Devices__Gpio__Lines__ticket__Offset"] = "17",
        };
        var drivers = settings.Split(' ').Select(s => s.Split('=')).ToList();
        foreach (var driver in drivers) environment[$"EDGE_Devices__{driver[0].Replace(":", "__", StringComparison.Ordinal)}"] = driver[1];
        var devices = (await DoctorRun.OfAsync(EdgeTool.Agent, folder.Path, environment)).Lines.Where(l => l.Id.StartsWith("device-", StringComparison.Ordinal)).ToList();
        Assert.Equal(drivers.Count, devices.Count);
        Assert.All(devices, line => Assert.Contains(says, line.Detail, StringComparison.Ordinal));
    }
}
