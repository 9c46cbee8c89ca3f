using Edge.SystemTests.Support;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Deploy;

/// <summary>A board whose system is read-only under an overlay in memory, as overlayroot makes it: what a card is spared, and what must not lie there.</summary>
public sealed class ReadOnlyRootTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task With_the_data_on_a_partition_of_its_own_nothing_is_missed_and_nothing_lost()
    {
        await using var system = await EdgeSystem.StartAsync();
        var disk = system.Own(new LoopDisk(Path.Combine(system.Folder, "card.img"), Path.Combine(system.Folder, "data"), 96));
        var kiosk = await system.AddKioskAsync("kiosk-1", setup => setup with { Data = disk.Folder, Tool = OnOverlay(system.Folder, disk.Folder), Environment = Durable });
        kiosk.Link.Cut();
        await kiosk.StartAsync();
        var accepted = (await kiosk.Agent.SubmitAsync(Sample.Record(1, 200_000), Token)).RecordId;
        var doctor = await DoctorRun.OfAsync(kiosk.Setup.Tool, disk.Folder, Durable);
        Assert.Equal(("ok", "ext4"), (doctor["file-system"].Grade, doctor["file-system"].Reason));
        Assert.Equal("ok", doctor["data-folder"].Grade);

        // With the process the overlay is gone, and all that was written to it.
        await kiosk.RestartAfterKillAsync();
        Assert.Equal([accepted], await kiosk.Agent.WaitingAsync(Token));
        kiosk.Link.Restore();
        await system.WaitStoredAsync(1, Limit);
        await kiosk.StopAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task With_the_data_on_the_overlay_doctor_says_that_all_would_be_lost_and_the_agent_does_not_start()
    {
        using var folder = RunFolder.Create("edge-ro-");
        using var disk = new LoopDisk(Path.Combine(folder.Path, "card.img"), folder.Folder("other"), 16);
        var (data, tool) = (folder.Folder("data"), OnOverlay(folder.Path, disk.Folder));
        var doctor = await DoctorRun.OfAsync(tool, data, Durable);
        Assert.Equal(1, doctor.Code);
        Assert.Equal(("fault", "overlay: a power cut loses every record, so the agent does not start"), (doctor["file-system"].Grade, doctor["file-system"].Reason));
        var check = await ToolRun.RunAsync(tool, ["check", "--data", data], environment: Durable, cancellationToken: Token);
        Assert.Equal(78, check.ExitCode);
        Assert.Contains("is on overlay, which forgets everything without power", check.Errors, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Durable => new() { ["EDGE_Spool__AllowVolatile"] = "false" };

    private static EdgeTool OnOverlay(string folder, string data)
    {
        var memory = Directory.CreateDirectory(Path.Combine(folder, "memory")).FullName;
        return EdgeTool.Agent with
        {
            Prefix = ["unshare", "--mount", "--propagation", "private", "sh", Path.GetFullPath("../../tests/Edge.SystemTests/Support/overlay-root.sh", UnitFile.Folder), memory, data, Path.GetDirectoryName(EdgeTool.Agent.Path)!],
        };
    }
}
