using System.Net;
using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>Where something on the way drops large packets without a word, the board gets through with smaller ones, and says so.</summary>
public sealed class NarrowWayTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);
    private static readonly IPEndPoint Mqtt = new(NarrowWay.HubAddress, 8883);
    private static readonly IPEndPoint Https = new(NarrowWay.HubAddress, 8443);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_board_whose_large_packets_get_lost_brings_its_records()
    {
        // Handshakes pass: what the board says in them is small.
        using var way = new NarrowWay(toBoard: false, toHub: true);
        using var folder = RunFolder.Create("edge-st-");
        await using var hub = await StartHubAsync(way, folder);
        var setup = await EnrolAsync(way, folder, hub);

        await using var agent = AgentProcess.Start(setup);
        await BringAsync(agent, hub);

        Assert.Equal(1220, (await UplinkAsync(agent)).GetProperty("segmentBytes").GetInt32());
    }

    [Fact]
    public async Task A_board_that_no_large_packet_reaches_is_enrolled_and_brings_its_records()
    {
        using var way = new NarrowWay(toBoard: true, toHub: true);
        using var folder = RunFolder.Create("edge-st-");
        await using var hub = await StartHubAsync(way, folder);
        var setup = await EnrolAsync(way, folder, hub);

        await using var agent = AgentProcess.Start(setup);
        await BringAsync(agent, hub);

        var uplink = await UplinkAsync(agent);
        Assert.Equal(1220, uplink.GetProperty("segmentBytes").GetInt32());
        Assert.StartsWith("connected over eth0, but only in TCP segments of at most 1220 bytes", uplink.GetProperty("summary").GetProperty("en").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("đã kết nối qua eth0, nhưng chỉ với gói TCP tối đa 1220 byte", uplink.GetProperty("summary").GetProperty("vi").GetString(), StringComparison.Ordinal);
        Assert.Contains("MTU", uplink.GetProperty("act").GetProperty("en").GetString(), StringComparison.Ordinal);
        var doctor = await DoctorAsync(setup);
        Assert.StartsWith("10.78.1.1:8883: the agent is connected over eth0, but only in TCP segments of at most 1220 bytes", doctor["hub-mqtt"].Reason, StringComparison.Ordinal);
        Assert.Contains("MTU", doctor["hub-mqtt"].Act, StringComparison.Ordinal);
        Assert.StartsWith("10.78.1.1:8443 answers and is the hub of this board, but only in TCP segments of at most 1220 bytes", doctor["hub-https"].Reason, StringComparison.Ordinal);

        await agent.StopAsync();
        Assert.Contains("speaks MQTT, but only in TCP segments of at most 1220 bytes", (await DoctorAsync(setup))["hub-mqtt"].Reason, StringComparison.Ordinal);
        way.Mend();
        Assert.Equal("ok", (await DoctorAsync(setup))["hub-mqtt"].Grade);
    }

    private static async Task<HubProcess> StartHubAsync(NarrowWay way, RunFolder folder)
    {
        var hub = HubProcess.Start(new HubSetup(folder.Folder("hub"), new IPEndPoint(IPAddress.Loopback, 8080), Https, Mqtt) { Tool = EdgeTool.Hub with { Prefix = way.AtHub } });
        await hub.WaitReadyAsync(Token);
        return hub;
    }

    private static async Task<AgentSetup> EnrolAsync(NarrowWay way, RunFolder folder, HubProcess hub)
    {
        var setup = new AgentSetup("kiosk-1", folder.Folder("kiosk-1")) { Tool = EdgeTool.Agent with { Prefix = way.AtBoard } };
        await AgentProcess.ProvisionAsync(setup, await hub.AddNodeAsync("kiosk-1", "test", Mqtt, Token), Token);
        return setup;
    }

    private static async Task BringAsync(AgentProcess agent, HubProcess hub)
    {
        await agent.WaitReadyAsync(Token);
        await agent.SubmitAsync(Sample.Record(1), Token);
        await Until.TrueAsync(async () => (await hub.ListRecordsAsync(Token)).Any(r => r.State == "stored"), Limit, () => $"nothing has come through.\n{agent.LastLines}");
    }

    private static async Task<JsonElement> UplinkAsync(AgentProcess agent) => (await agent.StatusAsync(Token)).GetProperty("uplink");

    private static Task<DoctorAnswer> DoctorAsync(AgentSetup setup) => DoctorRun.OfAsync(setup.Tool, setup.Data, setup.Environment);
}
