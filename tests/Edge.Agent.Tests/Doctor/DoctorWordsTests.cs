using System.Net;
using System.Text.Json;
using Edge.Agent.Doctor.Parts;
using Edge.Agent.Doctor.Running;
using Edge.Agent.Doctor.Ways;
using Edge.Agent.Telemetry;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Doctor;

/// <summary>Reasons in words become what kind of trouble it is.</summary>
public sealed class DoctorWordsTests
{
    [Theory]
    [InlineData("/dev/usb/lp0 cannot be opened: Permission denied; look at its plug, its name in the settings, and the agent's groups", "NoPermission")]
    [InlineData("the display (0x27 on /dev/i2c-1) does not do what it was asked: Error 13. Can not open I2C device file '/dev/i2c-1'", "NoPermission")]
    [InlineData("/dev/usb/lp0 cannot be opened: No such file or directory; look at its plug, its name in the settings, and the agent's groups", "Missing")]
    [InlineData("/dev/usb/lp0 cannot be opened: No such device or address; look", "Missing")]
    [InlineData("/dev/video250 is not there; look at the camera's plug and Devices:Camera:Path", "Missing")]
    [InlineData("the strip of lights (/dev/spidev249.0) does not do what it was asked: Error 13 (Permission denied). Can not open SPI device file '/dev/spidev249.0'; look at dtparam=spi=on and the agent's groups", "NoPermission")]
    [InlineData("aplay cannot be run: No such file or directory; docs/kiosk-hardware.md tells which package has it", "NotInstalled")]
    [InlineData("the printer does not answer the status question 1 (DLE EOT 1); switch it on", "Silent")]
    [InlineData("it did not answer within 20 s", "Silent")]
    [InlineData("not opened yet", "NotTried")]
    [InlineData("something else", "Other")]
    public void A_devices_trouble_is_told_by_its_drivers_words(string reason, string trouble)
    {
        Assert.Equal(trouble, DeviceTrouble.Of(reason).ToString());
        Assert.NotEqual(DeviceTrouble.Reason(DeviceTrouble.Of(reason)).Vi, DeviceTrouble.Act(DeviceTrouble.Of(reason)).Vi);
    }

    [Theory]
    [InlineData("vi", "en", 0, 0, "Ok", "all is spoken")]
    [InlineData("vi", "en", 0, 40, "Ok", "all is spoken")]
    [InlineData("vi", "hmn", 0, 40, "Attention", "language hmn has no clips; vi is heard instead")]
    [InlineData("vi", "hmn", 0, 3, "Attention", "language hmn lacks 3 of 40 phrases; vi is heard instead")]
    [InlineData("vi", "hmn", 40, 40, "Fault", "nothing is spoken at all")]
    public void A_language_without_clips_is_noticed(string one, string other, int missingOne, int missingOther, string grade, string says)
    {
        string[] languages = grade == "Ok" ? [one] : [one, other];
        var finding = VoiceExam.Judge(languages, ["vi"], [new VoiceCount(one, missingOne, 40), new VoiceCount(other, missingOther, 40)]);
        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(says, finding.Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none", null, "Attention")]
    [InlineData("wifi", -60, "Ok")]
    [InlineData("cellular", -110, "Attention")]
    [InlineData("ethernet", null, "Ok")]
    public void A_way_out_is_judged(string technology, int? dbm, string grade) => Assert.Equal(grade, LinkExam.Judge(technology, dbm, []).Grade.ToString());

    [Theory]
    [InlineData("""{"backlog":{"records":3},"quarantined":0,"store":{"state":"ok"},"uplink":{"held":0}}""", "Ok", "3 waiting")]
    [InlineData("""{"backlog":{"records":3},"quarantined":0,"store":{"state":"ok"},"uplink":{"held":2}}""", "Attention", "2 the hub does not take now")]
    [InlineData("""{"backlog":{"records":3},"quarantined":1,"store":{"state":"ok"},"uplink":{"held":0}}""", "Attention", "1 damaged")]
    [InlineData("""{"backlog":{"records":3},"quarantined":0,"store":{"state":"full","noRoom":"no room"}}""", "Fault", "the store is full")]
    [InlineData("""{"backlog":{"records":3},"quarantined":0,"store":{"state":"failed","failure":"fsync failed"}}""", "Fault", "the store has stopped")]
    public void Records_are_judged_by_the_agents_status(string status, string grade, string says)
    {
        var finding = RecordsExam.Judge(JsonDocument.Parse(status).RootElement);
        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(says, finding.Reason.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Broker h:8883: the TLS handshake failed: certificate revoked.", "has revoked")]
    [InlineData("Broker h:8883: the connection was refused: nothing listens on that port.", "nothing listens")]
    [InlineData("Broker h:8883: the name does not resolve: Name or service not known.", "does not resolve")]
    [InlineData("Broker h:8883: no answer to the TCP connection (wrong address, no route, or a firewall) within 10 s.", "not reached")]
    [InlineData("Broker h:8883: the other side took the TCP connection but did not finish the TLS handshake within 10 s.", "handshake does not end")]
    [InlineData("Broker h:8883: the broker's certificate is refused: self-signed certificate (expected name hub.edge.internal, authorities ca.pem).", "somebody else answers in the hub's place")]
    [InlineData("Broker h:8883: whoever answers there does not speak TLS.", "somebody else answers in the hub's place")]
    [InlineData("whoever answers at h:8443 (192.0.2.1) does not speak TLS: a sign-in page of the network?", "somebody else answers in the hub's place")]
    [InlineData("h:8443 is not the hub of this provisioning file: its certificate is not one for 'hub' by the hub's authority", "somebody else answers in the hub's place")]
    [InlineData("h:8443: the name did not resolve within 10 s: no name server (DNS) answers", "does not resolve")]
    [InlineData("the hub asked for a pause", "asked this board to wait")]
    [InlineData("the keep-alive ran out: the broker did not answer a ping", "was lost")]
    [InlineData("the broker closed the connection: not authorised (135)", "refuses this board")]
    [InlineData("Broker h:8883: something new.", "handshake with the hub failed")]
    public void Why_the_hub_was_not_reached_is_told(string message, string says) => Assert.Contains(says, HubTrouble.Of(message).Reason.En, StringComparison.Ordinal);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", "Ok", "hub.example is 192.0.2.1")]
    [InlineData("192.0.2.1", "", "Ok", "hub.example is 192.0.2.1")]
    [InlineData("", "192.0.2.1", "Attention", "last known address: 192.0.2.1")]
    [InlineData("", "", "Fault", "does not resolve")]
    [InlineData("192.0.2.66", "192.0.2.1", "Attention", "leads to 192.0.2.66 now, and the hub was at 192.0.2.1")]
    public void Where_a_name_leads_is_judged_by_where_the_hub_was(string found, string last, string grade, string says)
    {
        IPAddress[] Addresses(string text) => text.Length == 0 ? [] : [IPAddress.Parse(text)];
        var finding = DnsExam.Judge("hub.example", Addresses(found), Addresses(last), "");
        Assert.Equal(grade, finding.Grade.ToString());
        Assert.Contains(says, finding.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_is_told_of_without_its_password()
    {
        Assert.Null(ProxyExam.Look(_ => null));
        var finding = ProxyExam.Look(v => v == "HTTPS_PROXY" ? "http://user:secret@proxy.example:3128" : "")!;
        Assert.Equal(("Ok", "HTTPS_PROXY: not used; the board goes to its hub directly"), (finding.Grade.ToString(), finding.Reason.En));
    }

    [Fact]
    public void Every_state_of_an_agent_has_words_of_its_own()
    {
        using var folder = new TestFolder();
        var status = JsonDocument.Parse("""{"version":"1","uptimeSeconds":5}""").RootElement;
        var all = Enum.GetValues<AgentState>().Select(s => AgentExam.Judge(new AgentAnswer(s, "detail", new AgentPeer(7, false)) { Status = s == AgentState.Answers ? status : null }, folder.Data, TimeSpan.FromSeconds(60))).ToList();
        Assert.Equal(all.Count, all.Select(f => f.Reason.En).Distinct().Count());
        Assert.Equal(all.Count, all.Select(f => f.Reason.Vi).Distinct().Count());
        Assert.Single(all, f => f.Act is null);
    }
}
