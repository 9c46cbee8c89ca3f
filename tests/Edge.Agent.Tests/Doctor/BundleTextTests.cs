using Edge.Agent.Doctor.Bundle;
using Edge.Agent.Kiosk.Settings;
using Edge.Agent.Spool;
using Microsoft.Extensions.Configuration;

namespace Edge.Agent.Tests.Doctor;

/// <summary>What of others' text may leave a board, and what not.</summary>
public sealed class BundleTextTests
{
    private static readonly PlainWords Words = new(["/var/lib/edge-agent"], ["An Phú house"]);

    [Theory]
    [InlineData("/dev/usb/lp0 cannot be opened: Permission denied; look at its plug")]
    [InlineData("errno 13, took 00:00:10, 35 %, 5.2 s")]
    [InlineData("in /var/lib/edge-agent since then")]
    [InlineData("lines 12 345 of 10.0.401 at 192.168.1.20")]
    [InlineData("record 0199d2aa-1111-7222-8333-444455556666 is gone")]
    public void Words_of_a_message_stay(string text) => Assert.Equal(text, Words.Of(text));

    [Theory]
    [InlineData("Nguyễn Thị Hoa")]
    [InlineData("Nguyen Van A0")]
    [InlineData("Tran An")]
    [InlineData("0912 345 678")]
    [InlineData("079 084 001 234")]
    [InlineData("(0912) 345, 678")]
    [InlineData("079.084.001.234")]
    [InlineData("012345678901")]
    [InlineData("482913")]
    [InlineData("0912345678")]
    [InlineData("AKIA5T0KEN")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015")]
    [InlineData("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("hoa@example.vn")]
    [InlineData("password=hunter2")]
    [InlineData("/home/hoa/x")]
    [InlineData("\u001b[2J")]
    public void Anything_else_does_not(string secret)
    {
        var shown = Words.Of($"it said {secret} then");
        Assert.StartsWith("it said", shown, StringComparison.Ordinal);
        foreach (var word in secret.Split(' ').Where(w => w.Length > 1)) Assert.DoesNotContain(word, shown.Replace("it said", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_setting_hides_stays_hidden_in_an_error_that_names_it() => Assert.Equal("is … it must be short", Words.Of("is 'house' it must be short"));

    [Fact]
    public void Settings_show_what_is_a_number_or_names_a_device_and_hide_texts()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Spool:ReserveBytes"] = "1048576", ["Spool:KeepFor"] = "30.00:00:00", ["Spool:Store"] = "files", ["Spool:Stoer"] = "secret-value", ["Spool:AllowVolatile"] = "Trần Thị",
            ["Devices:Printer:Path"] = "/dev/usb/lp0", ["Devices:Printer:Driver"] = "Lp", ["Devices:Scanner:Device"] = "Hoa's scanner", ["Devices:Gpio:Lines:ticket:Offset"] = "17",
            ["Kiosk:Place"] = "Nhà văn hóa", ["Kiosk:Languages:0"] = "hmn", ["Kiosk:Services:0:Names:vi"] = "Làm thẻ", ["Password"] = "hunter2", ["Đặt:Tên"] = "Hoa", ["Kiosk:Hours:0:From"] = "07:30",
        }).Build();
        var sections = new Dictionary<string, Type> { ["Spool"] = typeof(SpoolOptions), ["Devices"] = typeof(Edge.Agent.Devices.DevicesOptions), ["Kiosk"] = typeof(KioskOptions) };
        var lines = new SettingsSheet(sections).Lines(configuration).ToDictionary(l => l.Key, l => l.Shown ? l.Value : null);
        Assert.Equal(("1048576", "30.00:00:00", "files", "/dev/usb/lp0", "Lp", "17", "hmn", "07:30"), (lines["Spool:ReserveBytes"], lines["Spool:KeepFor"], lines["Spool:Store"], lines["Devices:Printer:Path"], lines["Devices:Printer:Driver"],
            lines["Devices:Gpio:Lines:ticket:Offset"], lines["Kiosk:Languages:0"], lines["Kiosk:Hours:0:From"]));
        foreach (var hidden in (string[])["Spool:Stoer", "Spool:AllowVolatile", "Devices:Scanner:Device", "Kiosk:Place", "Kiosk:Services:0:Names:vi", "Password", "…:…"]) Assert.Null(lines[hidden]);
    }

    [Theory]
    [InlineData("Edge.Agent.Kiosk.Printing.PrintLoop[774325246] Printing: Ready", "Edge.Agent.Kiosk.Printing.PrintLoop: (15 characters of unknown form)")]
    [InlineData("Edge.Agent.Identity.Officers.OfficerDuty[1] A wrong PIN for officer hoa.nguyen, 3 in a row; after 5 none is tried for 15 minutes", "Edge.Agent.Identity.Officers.OfficerDuty: A wrong PIN for officer …, 3 in a row; after 5 none is tried for 15 minutes")]
    [InlineData("Edge.Agent.Kiosk.Printing.PrintLoop[1] Paper T-7 broke off (2 in a row); it is printed again, whole, when the printer is ready", "Edge.Agent.Kiosk.Printing.PrintLoop: Paper … broke off (2 in a row); it is printed again, whole, when the printer is ready")]
    [InlineData("Nguyễn Thị Hoa 012345678901 PIN 482913", "(38 characters of unknown form)")]
    [InlineData("password: hunter", "(16 characters of unknown form)")]
    [InlineData("Edge.Agent.Identity.Provisioning.Renewal[1] The board's certificate is renewed; the next connection uses it System.IO.IOException: Trần Hoa    at Edge.Agent.Spool.RecordSpool.Write(Int32 x) in /src/x.cs:line 1",
        "Edge.Agent.Identity.Provisioning.Renewal: The board's certificate is renewed; the next connection uses it | System.IO.IOException | Edge.Agent.Spool.RecordSpool.Write")]
    public void A_line_of_the_log_is_shown_by_the_template_that_wrote_it(string line, string shown) => Assert.Equal(shown, new LogLine(Words).Of(line));

    [Fact(Timeout = 60_000)]
    public async Task Text_that_got_into_the_log_does_not_choose_how_long_it_takes()
    {
        var hostile = "Record " + string.Concat(Enumerable.Repeat("a (number 1) in b cannot be read now: c. Its file goes to d ", 1000));
        Assert.Equal($"({hostile.Length} characters of unknown form)", await Task.Run(() => new LogLine(Words).Of(hostile), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_templates_of_the_whole_program_are_known() => Assert.InRange(LogLine.Forms, 80, 1000);
}
