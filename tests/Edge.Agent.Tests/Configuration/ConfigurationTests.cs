using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Theory(Timeout = 60_000)]
    [InlineData("""{"Spool":{"ReserveBytes":-5}}""", "Spool:ReserveBytes is -5; it must be a whole number from 0 to 1099511627776")]
    [InlineData("""{"Spool":{"ReserveBytes":"many"}}""", "Spool:ReserveBytes is 'many'; it must be a whole number")]
    [InlineData("""{"Spool":{"AllowVolatile":"perhaps"}}""", "Spool:AllowVolatile is 'perhaps'; it must be true or false")]
    [InlineData("""{"Spool":{"ReserveByte":1}}""", "Spool:ReserveByte is not a known setting")]
    [InlineData("""{"Spol":{"ReserveBytes":1}}""", "Spol is not a known section")]
    [InlineData("""{"Spool":7}""", "Spool is '7'; it is a section")]
    [InlineData("""{"Spool":{"ReserveBytes":{"A":1}}}""", "Spool:ReserveBytes has keys below it")]
    [InlineData("""{"LocalApi":{"MaxWait":"01:00:00"}}""", "LocalApi:MaxWait is 01:00:00; it must be a time span (h:mm:ss, or d.hh:mm:ss) from 00:00:00.1000000 to 00:05:00")]
    [InlineData("""{"Renewal":{"Every":"soon"}}""", "Renewal:Every is 'soon'")]
    [InlineData("""{"Devices":{"Printr":{"Driver":"Virtual"}}}""", "Devices:Printr is not a known setting; Devices has Camera, Card,")]
    [InlineData("""{"Devices":{"Printer":"virtual"}}""", "Devices:Printer is 'virtual'; it is a section")]
    [InlineData("""{"Devices":{"Printer":{"Driver":"lpt"}}}""", "Devices:Printer:Driver is 'lpt'; it must be one of None,")]
    [InlineData("""{"Devices":{"Printer":{"Driver":"7"}}}""", "Devices:Printer:Driver is '7'; it must be one of None,")]
    [InlineData("""{"Devices":{"Printer":{"Drivr":"None"}}}""", "Devices:Printer:Drivr is not a known setting; Devices:Printer has AsksStatus, Baud,")]
    [InlineData("""{"Spool":""", "is not usable JSON")]
    public async Task A_wrong_setting_stops_the_start_with_78_and_one_line(string json, string reason)
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = json;
        foreach (var command in (string[])["run", "check"])
        {
            var (code, answer, talk) = await agent.CommandAsync(null, command);
            Assert.Equal((78, ""), (code, answer));
            Assert.Contains(reason, Assert.Single(talk.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);
        }
    }

    [Fact(Timeout = 60_000)]
    public async Task The_known_sections_are_these()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Nowhere":{}, "Nowhere2":{"A":1}}""";
        var (_, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Contains("known are Devices, LocalApi, Logging, Renewal, Spool, Telemetry", talk, StringComparison.Ordinal);
    }
}
