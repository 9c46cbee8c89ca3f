using Edge.Agent.Commissioning;
using Edge.Agent.Identity;
using Edge.Agent.Kiosk.Show;
using Edge.Agent.Storage;
using Edge.Agent.Tests.Support;
using Edge.Hosting.Linux;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edge.Agent.Tests.Commissioning;

/// <summary>provision --from-stick: alone on a board that is nobody, beside the agent on one that is somebody.</summary>
public sealed class StickCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 180_000)]
    public async Task A_new_board_is_provisioned_by_what_was_copied()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        await using var agent = new TestAgent();
        using var drop = await DropAsync(TestProvisioning.File(httpsPort: hub.Port));
        var (code, answer, talk) = await agent.CommandAsync(null, "provision", "--from-stick", drop.Root);
        Assert.True(code == 0, talk);
        Assert.Equal("provisioned as kiosk-1\n", answer);
        Assert.Equal("kiosk-1", IdentityStore.Load(agent.Data).Node);
        // And nothing is done twice.
        using var nothing = new TestFolder();
        Assert.Equal((0, "", ""), await agent.CommandAsync(null, "provision", "--from-stick", nothing.Root));
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_agent_is_told_and_stays_who_it_is()
    {
        await using var agent = await TestAgent.ProvisionedAsync();
        await agent.StartAsync();
        using var drop = await DropAsync(TestProvisioning.File("kiosk-2"));
        var (code, answer, talk) = await agent.CommandAsync(null, "provision", "--from-stick", drop.Root);
        Assert.Equal(1, code);
        Assert.Contains("the file is for kiosk-2", talk, StringComparison.Ordinal);
        Assert.Contains("tells so", answer, StringComparison.Ordinal);
        Assert.False(Directory.Exists(agent.Data.Stick));
        Assert.Contains("\"backlog\"", (await agent.CommandAsync(null, "status", "--json")).Answer, StringComparison.Ordinal);
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_running_agent_takes_its_own_hubs_new_file_and_stops_to_start_anew()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        await using var agent = await TestAgent.ProvisionedAsync();
        var key = IdentityStore.Load(agent.Data).Key.Public.Id;
        await agent.StartAsync();
        using var drop = await DropAsync(TestProvisioning.File(httpsPort: hub.Port, httpsHost: "localhost"));
        var (code, answer, talk) = await agent.CommandAsync(null, "provision", "--from-stick", drop.Root);
        Assert.True(code == 0, talk);
        Assert.Contains("takes it", answer, StringComparison.Ordinal);
        Assert.Equal(0, await agent.ExitAsync());
        var identity = IdentityStore.Load(agent.Data);
        Assert.Equal(("localhost", key), (identity.HttpsHost, identity.Key.Public.Id));

        // The stick is still in: nothing is asked again, and the next run stays.
        await agent.StartAsync();
        Assert.Equal(0, (await agent.CommandAsync(null, "provision", "--from-stick", drop.Root)).Code);
        Assert.Single(hub.Requests);
        Assert.Equal(0, await agent.StopAsync());
    }

    [Fact(Timeout = 180_000)]
    public async Task A_board_without_identity_tells_with_its_devices_and_leaves_the_paper_to_the_agent()
    {
        await using var hub = await TestHub.StartAsync(TestCertificates.Hub());
        using var folder = new TestFolder();
        var settings = Path.Combine(folder.Root, "agent.json");
        await File.WriteAllTextAsync(settings, """{"Devices":{"Virtual":true}}""", Token);
        new StickFolder(folder.Data, new LinuxDisk()).Put(TestProvisioning.File(httpsPort: hub.Port));
        var host = new StickHost(folder.Data, settings, Program.Compose) { Heard = TimeSpan.Zero };
        Assert.Equal(StickState.Done, await host.RunAsync(StickVerdict.Take, fresh: true, Token));
        using var state = StateDatabase.Open(folder.Data.StateDatabase, TimeProvider.System, NullLogger.Instance);
        var slip = state.With(c =>
        {
            using var command = c.CreateCommand();
            command.CommandText = "SELECT slip FROM slips";
            return (string?)command.ExecuteScalar();
        });
        Assert.Contains("stick.done", slip!, StringComparison.Ordinal);
    }

    [Theory(Timeout = 180_000)]
    [InlineData("provision")]
    [InlineData("provision", "FILE", "--from-stick", "DIR")]
    [InlineData("provision", "--from-stick", "DIR", "--replace")]
    public async Task A_stick_is_never_told_to_replace(params string[] arguments)
    {
        await using var agent = new TestAgent();
        Assert.Equal(64, (await agent.CommandAsync(null, arguments)).Code);
    }

    private static async Task<TestFolder> DropAsync(string text)
    {
        var drop = new TestFolder();
        await File.WriteAllTextAsync(Path.Combine(drop.Root, StickDrop.FileName), text, Token);
        return drop;
    }
}
