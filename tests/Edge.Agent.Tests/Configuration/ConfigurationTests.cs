using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Configuration;

public sealed class ConfigurationTests
{
    [Theory(Timeout = 180_000)]
    [InlineData("""{"Spool":{"ReserveBytes":-5}}""", "Spool:ReserveBytes is -5; it must be a whole number from 0 to 1099511627776")]
    [InlineData("""{"Spool":{"ReserveBytes":"many"}}""", "Spool:ReserveBytes is 'many'; it must be a whole number")]
    [InlineData("""{"Spool":{"AllowVolatile":"perhaps"}}""", "Spool:AllowVolatile is 'perhaps'; it must be true or false")]
    [InlineData("""{"Spool":{"ReserveByte":1}}""", "Spool:ReserveByte is not a known setting")]
    [InlineData("""{"Spol":{"ReserveBytes":1}}""", "Spol is not a known section")]
    [InlineData("""{"Spool":7}""", "Spool is '7'; it is a section")]
    [InlineData("""{"Spool":{"ReserveBytes":{"A":1}}}""", "Spool:ReserveBytes has keys below it")]
    [InlineData("""{"LocalApi":{"MaxWait":"01:00:00"}}""", "LocalApi:MaxWait is 01:00:00; it must be a time span (h:mm:ss, or d.hh:mm:ss) from 00:00:00.1000000 to 00:05:00")]
    [InlineData("""{"Renewal":{"Every":"soon"}}""", "Renewal:Every is 'soon'")]
    [InlineData("""{"Spool":{"Store":"paper"}}""", "Spool:Store is paper; it must be a text that matches files|litedb")]
    [InlineData("""{"Devices":{"Gpio":{"Driver":"-1"}}}""", "Devices:Gpio:Driver is '-1'; it must be one of None, Libgpiod, Virtual")]
    [InlineData("""{"Devices":{"Printr":{"Driver":"Virtual"}}}""", "Devices:Printr is not a known setting; Devices has Camera, Card,")]
    [InlineData("""{"Devices":{"Printer":"virtual"}}""", "Devices:Printer is 'virtual'; it is a section")]
    [InlineData("""{"Devices":{"Printer":{"Driver":"lpt"}}}""", "Devices:Printer:Driver is 'lpt'; it must be one of None,")]
    [InlineData("""{"Devices":{"Printer":{"Driver":"7"}}}""", "Devices:Printer:Driver is '7'; it must be one of None,")]
    [InlineData("""{"Devices":{"Printer":{"Drivr":"None"}}}""", "Devices:Printer:Drivr is not a known setting; Devices:Printer has AsksStatus,")]
    [InlineData("""{"Kiosk":{"Services":[{"Id":"card","Letter":"A","Colour":"red"}]}}""", "Kiosk:Services:0:Colour is not a known setting; Kiosk:Services:0 has Button, Id,")]
    [InlineData("""{"Kiosk":{"Services":[{"Id":"card","Letter":"Ê"}]}}""", "Kiosk:Services:0:Letter is 'Ê'; it must be one letter A to Z")]
    [InlineData("""{"Kiosk":{"Services":[{"Id":"card","Letter":"A"},{"Id":"other","Letter":"A"}]}}""", "has the letter 'A' twice")]
    [InlineData("""{"Kiosk":{"Services":[{"Id":"card","Letter":"A","Button":"again"}]}}""", "has the button 'again' twice")]
    [InlineData("""{"Kiosk":{"Services":"card"}}""", "Kiosk:Services is 'card'")]
    [InlineData("""{"Kiosk":{"Languages":["vi",{"A":"en"}]}}""", "Kiosk:Languages:1 has keys below it")]
    [InlineData("""{"Kiosk":{"Languages":["Tiếng Việt"]}}""", "write a language as vi, en or hmn")]
    [InlineData("""{"Kiosk":{"Hours":[{"Days":["Someday"],"From":"07:30","To":"11:30"}]}}""", "Kiosk:Hours:0:Days:0 is 'Someday'; it must be one of Sunday, Monday")]
    [InlineData("""{"Kiosk":{"Hours":[{"Days":["Monday"],"From":"half past","To":"11:30"}]}}""", "Kiosk:Hours:0:From is 'half past'; it must be a time of the day (hh:mm)")]
    [InlineData("""{"Kiosk":{"Hours":[{"From":"07:30","To":"11:30"}]}}""", "Kiosk:Hours:0 needs either Days or Date")]
    [InlineData("""{"Kiosk":{"Keys":{"Digit5":"Dance"}}}""", "Kiosk:Keys:Digit5 is 'Dance'; it must be one of None, Next")]
    [InlineData("""{"Kiosk":{"Exceptions":[{"Digit":12,"Id":"ill"}]}}""", "Kiosk:Exceptions:0:Digit is 12; it must be 0 to 9")]
    [InlineData("""{"Spool":""", "is not a JSON object of sections")]
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

    [Fact(Timeout = 180_000)]
    public async Task The_known_sections_are_these()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Nowhere":{}, "Nowhere2":{"A":1}}""";
        var (_, _, talk) = await agent.CommandAsync(null, "check");
        Assert.Contains("known are Desk, Devices, Enrolment, Kiosk, LocalApi, Logging, Power, Printing, Renewal, Simulator, Spool, Telemetry, Update, Uplink, Voice", talk, StringComparison.Ordinal);
    }
}
