using System.Text.Json;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>Full disks, real ones: nothing accepted is lost, nothing is claimed that is not so, and work resumes with the room.</summary>
public sealed class DiskFullTests
{
    private const int MiB = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("files")]
    [InlineData("litedb")]
    public async Task A_full_board_says_so_keeps_what_it_has_and_takes_records_again_when_there_is_room(string store)
    {
        await using var system = await EdgeSystem.StartAsync();
        var (kiosk, mounted) = await AddSmallKioskAsync(system, store);
        kiosk.Link.Cut();
        var accepted = await FillAsync(kiosk);
        Assert.InRange(accepted.Count, 4, 12);

        var refused = await SubmitAsync(system, kiosk);
        Assert.Equal((1, ""), (refused.ExitCode, refused.Output));
        foreach (var word in new[] { kiosk.Setup.Data, "Spool:ReserveBytes=4194304", "bytes free", "Intake resumes" }) Assert.Contains(word, refused.Errors, StringComparison.Ordinal);
        Assert.Equal(accepted.Order(), (await kiosk.Agent.WaitingAsync(Token)).Order());

        // Started again on the full disk, and filled to the last byte by somebody else: releasing still works.
        await kiosk.RestartAfterKillAsync();
        mounted.LeaveFree(0);
        kiosk.Link.Restore();
        var stored = await system.WaitStoredAsync(accepted.Count, Limit);
        Assert.Equal(accepted.Order(), stored.Select(r => r.RecordId).Order());
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(1, (await SubmitAsync(system, kiosk)).ExitCode);
        Assert.Equal(accepted.Count, await KeptAsync(kiosk));

        mounted.GiveBack();
        Assert.Equal(0, (await SubmitAsync(system, kiosk)).Ensure().ExitCode);
        await system.WaitStoredAsync(accepted.Count + 1, Limit);
        Assert.Equal(accepted.Count + 1, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
        await Until.TrueAsync(() => Task.FromResult(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "kept")).Length == accepted.Count + 1), Limit,
            () => $"the records are not in kept/.\n{kiosk.Agent.LastLines}");
        Assert.Equal(accepted.Count + 1, await KeptAsync(kiosk));
    }

    [Theory]
    [InlineData("files")]
    [InlineData("litedb")]
    public async Task A_board_without_a_byte_left_starts_and_makes_room_of_what_the_hub_has_safe(string store)
    {
        await using var system = await EdgeSystem.StartAsync();
        var (kiosk, mounted) = await AddSmallKioskAsync(system, store);
        kiosk.Link.Cut();
        var accepted = await FillAsync(kiosk);
        mounted.LeaveFree(0);
        kiosk.Link.Restore();
        await system.WaitStoredAsync(accepted.Count, Limit);
        await system.WaitDrainedAsync(Limit);
        var backup = Path.Combine(system.Folder, "hub.backup");
        await system.Hub.RunAsync(["backup", backup], Limit, Token);
        await system.Hub.RunAsync(["confirm", backup], Limit, Token);

        // A board hears of it when it connects. What little is free now was the ballast's.
        Assert.InRange(mounted.Free, 0, 2 * MiB);
        await kiosk.RestartAfterKillAsync();
        await Until.TrueAsync(async () => await KeptAsync(kiosk) == 0, Limit, () => $"the board still keeps what is safe.\n{kiosk.Agent.LastLines}");
        Assert.Empty(await kiosk.Agent.WaitingAsync(Token));
        // Nobody gave anything back: the room is that of the records.
        Assert.Equal(0, (await SubmitAsync(system, kiosk)).Ensure().ExitCode);
        await system.WaitStoredAsync(accepted.Count + 1, Limit);
    }

    [Fact]
    public async Task A_full_hub_holds_the_boards_off_and_takes_everything_when_there_is_room()
    {
        SmallDisk? disk = null;
        await using var system = await EdgeSystem.StartAsync(hub =>
        {
            disk = new SmallDisk(hub.Data, 48);
            return hub;
        }, "kiosk-1");
        var mounted = system.Own(disk!);
        var accepted = new HashSet<Guid> { (await system.Kiosk.Agent.SubmitAsync(Sample.Record(0), Token)).RecordId };
        await system.WaitStoredAsync(1, Limit);
        await system.WaitDrainedAsync(Limit);

        mounted.LeaveFree(0);
        var sent = await SentBytesAsync(system);
        for (var i = 1; i <= 4; i++) accepted.Add((await system.Kiosk.Agent.SubmitAsync(Sample.Record(i, 500_000), Token)).RecordId);
        await Until.TrueAsync(async () => (await UplinkAsync(system)).GetProperty("heldReasons").TryGetProperty("Storage", out _),
            Limit, () => $"the board was not told that the hub has no room.\n{system.Hub.LastLines}\n{system.Kiosk.Agent.LastLines}");
        Assert.Single(await system.Hub.ListRecordsAsync(Token));
        Assert.Equal(4, (await system.Kiosk.Agent.WaitingAsync(Token)).Count);
        Assert.Contains("could not commit", (await system.Hub.StatusAsync(Token)).GetProperty("ingest").GetProperty("problem").GetString(), StringComparison.Ordinal);
        // Held off, not hammering: a window or two, not the same bytes over and over.
        Assert.InRange(await SentBytesAsync(system) - sent, 0, 4 * 500_000);

        mounted.GiveBack();
        var stored = await system.WaitStoredAsync(accepted.Count, Limit);
        Assert.Equal(accepted.Order(), stored.Select(r => r.RecordId).Order());
        await system.WaitDrainedAsync(Limit);
        Assert.Equal(accepted.Count, (await ArchiveAudit.CheckAsync(system.HubSetup)).Count);
    }

    private static async Task<(Kiosk Kiosk, SmallDisk Disk)> AddSmallKioskAsync(EdgeSystem system, string store)
    {
        SmallDisk? disk = null;
        var kiosk = await system.AddKioskAsync("kiosk-1", setup =>
        {
            disk = new SmallDisk(setup.Data, 24);
            disk.LeaveFree(14 * MiB);
            return setup with
            {
                Environment = new Dictionary<string, string>
                {
                    ["EDGE_Spool__Store"] = store,
                    ["EDGE_Spool__AllowVolatile"] = "true",
                    ["EDGE_Spool__ReserveBytes"] = $"{4 * MiB}",
                    ["EDGE_Spool__BallastBytes"] = $"{2 * MiB}",
                },
            };
        });
        var mounted = system.Own(disk!);
        await kiosk.StartAsync();
        return (kiosk, mounted);
    }

    private static async Task<int> KeptAsync(Kiosk kiosk) => (await kiosk.Agent.StatusAsync(Token)).GetProperty("store").GetProperty("kept").GetInt32();

    private static async Task<HashSet<Guid>> FillAsync(Kiosk kiosk)
    {
        var accepted = new HashSet<Guid>();
        for (var i = 0; ; i++)
        {
            try
            {
                accepted.Add((await kiosk.Agent.SubmitAsync(Sample.Record(i, MiB), Token)).RecordId);
            }
            catch (HarnessException e)
            {
                Assert.Contains("Spool:ReserveBytes", e.Message, StringComparison.Ordinal);
                return accepted;
            }
            Assert.True(i < 50, "24 MiB never become full");
        }
    }

    private static async Task<ToolResult> SubmitAsync(EdgeSystem system, Kiosk kiosk)
    {
        var file = Path.Combine(system.Folder, "photo.jpg");
        await File.WriteAllBytesAsync(file, Sample.Record(99, MiB).Attachments[0].Data, Token);
        return await ToolRun.RunAsync(EdgeTool.Agent, ["submit", "--data", kiosk.Setup.Data, "--kind", "card", "--field", "synthetic=true", "--file", $"photo.jpg={file}"], cancellationToken: Token);
    }

    private static async Task<JsonElement> UplinkAsync(EdgeSystem system) => (await system.Kiosk.Agent.StatusAsync(Token)).GetProperty("uplink");

    private static async Task<long> SentBytesAsync(EdgeSystem system) => (await UplinkAsync(system)).GetProperty("sentBytes").GetInt64();
}
