using Edge.Agent.Spool;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests;

/// <summary>What the README's tour does, through the commands alone.</summary>
public sealed class MainJobTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SpoolOptions.LiteDb)]
    [InlineData(SpoolOptions.Files)]
    public async Task A_submitted_file_is_stored_listed_and_exported_bit_for_bit(string store)
    {
        await using var system = await EdgeSystem.StartOverAsync(store, "kiosk-1");
        var data = system.Kiosk.Setup.Data;
        Assert.Equal(store == SpoolOptions.LiteDb, Directory.Exists(Path.Combine(data, "segments")));
        await MainJob.RunAsync(system);
        await system.WaitDrainedAsync(TimeSpan.FromSeconds(120));
        Assert.Empty(Directory.GetFiles(Path.Combine(data, "spool")));
        Assert.Single(Directory.GetFiles(Path.Combine(data, "kept")));
    }

    [Theory]
    [InlineData(SpoolOptions.LiteDb)]
    [InlineData(SpoolOptions.Files)]
    public async Task Records_survive_a_kill_of_board_and_hub(string store)
    {
        await using var system = await EdgeSystem.StartOverAsync(store, "kiosk-1");
        system.Kiosk.Link.Cut();
        for (var i = 1; i <= 3; i++) await system.Kiosk.Agent.SubmitAsync(Sample.Record(i), Token);
        await system.Kiosk.RestartAfterKillAsync();
        await system.RestartHubAfterKillAsync();
        system.Kiosk.Link.Restore();
        await system.WaitStoredAsync(3, TimeSpan.FromSeconds(120));
        await system.WaitDrainedAsync(TimeSpan.FromSeconds(120));
        Assert.Equal(3, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    [Fact]
    public async Task The_hub_works_without_the_root_and_the_registry_private_keys()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        var keys = Path.Combine(system.HubSetup.Data, "keys");
        var registry = Path.Combine(system.Folder, "registry.key");
        File.Move(Path.Combine(keys, "registry.key"), registry);
        File.Move(Path.Combine(keys, "root.key"), Path.Combine(system.Folder, "root.key"));
        await system.RestartHubAfterKillAsync();

        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        await system.WaitStoredAsync(1, TimeSpan.FromSeconds(120));
        Assert.False(File.Exists(Path.Combine(keys, "registry.key")));
        await system.Hub.ExportAsync(registry, Path.Combine(system.Folder, "export"), Token);
    }

    [Fact]
    public async Task Looking_at_a_running_agent_leaves_it_running()
    {
        await using var system = await EdgeSystem.StartAsync("kiosk-1");
        string[] data = ["--data", system.Kiosk.Setup.Data];
        foreach (var command in new[] { "check", "doctor", "status" })
        {
            var result = await ToolRun.RunAsync(EdgeTool.Agent, [command, .. data], environment: system.Kiosk.Setup.Environment, cancellationToken: Token);
            // 2 is attention: the clock of a test machine may not be synchronised.
            Assert.True(result.ExitCode == 0 || (command == "doctor" && result.ExitCode == 2), $"{command}: {result.Output}{result.Errors}");
        }
        await system.Kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
    }

    [Theory]
    [InlineData(SpoolOptions.LiteDb)]
    [InlineData(SpoolOptions.Files)]
    public async Task A_retried_submission_is_the_same_record_before_and_after_it_was_stored_and_after_restarts(string store)
    {
        await using var system = await EdgeSystem.StartOverAsync(store, "kiosk-1");
        var record = Sample.Record(1);
        var first = await system.Kiosk.Agent.SubmitAsync(record, Token);
        await system.WaitStoredAsync(1, TimeSpan.FromSeconds(120));
        await system.WaitDrainedAsync(TimeSpan.FromSeconds(120));
        var again = await system.Kiosk.Agent.SubmitAsync(record, Token);
        await system.Kiosk.RestartAfterKillAsync();
        var later = await system.Kiosk.Agent.SubmitAsync(record, Token);
        Assert.Equal([(first.RecordId, first.ChainId, first.Sequence, true), (first.RecordId, first.ChainId, first.Sequence, true)],
            [(again.RecordId, again.ChainId, again.Sequence, again.AlreadyHeld), (later.RecordId, later.ChainId, later.Sequence, later.AlreadyHeld)]);
        Assert.Single(await system.Hub.ListRecordsAsync(Token));
    }

    [Fact]
    public async Task Without_a_running_agent_or_hub_the_commands_say_so()
    {
        using var folder = RunFolder.Create("edge-st-");
        var submit = await ToolRun.RunAsync(EdgeTool.Agent, ["submit", "--data", folder.Path, "--kind", "card", "--field", "a=b"], cancellationToken: Token);
        Assert.Equal((1, ""), (submit.ExitCode, submit.Output));
        Assert.Contains("not running", submit.Errors, StringComparison.Ordinal);
        var list = await ToolRun.RunAsync(EdgeTool.Hub, ["record", "list", "--json", "--data", folder.Path], cancellationToken: Token);
        Assert.Equal((1, ""), (list.ExitCode, list.Output));
        Assert.Contains("no hub is running", list.Errors, StringComparison.Ordinal);
    }
}
