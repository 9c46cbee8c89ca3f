using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Contracts.Releases;
using Edge.Hosting.Linux;
using Edge.SystemTests.Support;
using Edge.Testing.Processes;
using Edge.Testing.Time;

namespace Edge.SystemTests;

/// <summary>A release from the operator's command to the board's folder, over a link that breaks and with an agent that is killed.</summary>
public sealed class ReleasePullTests
{
    private const int ProgramBytes = 290_000;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 300_000)]
    public async Task A_release_is_offered_pulled_over_cuts_and_a_kill_staged_and_its_end_is_told()
    {
        await using var system = await EdgeSystem.StartAsync();
        var folder = new InstallFolder(Directory.CreateDirectory(Path.Combine(system.Folder, "releases")).FullName);
        using var desk = new KeyDesk(system);
        var file = await MakeAsync(system, desk);
        await system.Hub.RunAsync(["release", "add", file], null, Token);
        var kiosk = await system.AddKioskAsync("kiosk-1", board => board with { Args = ["--releases", folder.Root] });
        Assert.Equal("nothing", await StateAsync(system));
        await system.Hub.RunAsync(["release", "offer", "7.1", "--board", "kiosk-1"], null, Token);

        // The link is cut in the middle, again in the middle, and the agent killed: all that costs is the block in hand.
        var before = kiosk.Link.BytesDown;
        var cut = kiosk.Link.CutAfterDownBytes(60_000);
        await kiosk.StartAsync();
        await Until.DoneAsync(Cut(cut), "the first cut");
        cut = kiosk.Link.CutAfterDownBytes(150_000);
        kiosk.Link.Restore();
        await Until.DoneAsync(Cut(cut), "the second cut");
        await kiosk.RestartAfterKillAsync();
        Assert.Single(Directory.GetFiles(Path.Combine(kiosk.Setup.Data, "update", "parts")));
        cut = kiosk.Link.CutAfterDownBytes(30_000);
        kiosk.Link.Restore();
        await Until.DoneAsync(Cut(cut), "the third cut");
        Assert.Equal("pulling", await StateAsync(system));
        // A record that is made meanwhile does not wait for it.
        var accepted = await kiosk.Agent.SubmitAsync(Sample.Record(1), Token);
        kiosk.Link.Restore();
        Assert.Equal(accepted.RecordId, Assert.Single(await system.WaitStoredAsync(1, Limit)).RecordId);
        await Until.TrueAsync(async () => await StateAsync(system) == "staged", Limit, () => $"the release is not there: {kiosk.Agent.LastLines}\nhub: {system.Hub.LastLines}");
        var staged = Path.Combine(kiosk.Setup.Data, "update", "staged" + ReleaseRules.Extension);
        Assert.Equal(await File.ReadAllBytesAsync(file, Token), await File.ReadAllBytesAsync(staged, Token));
        var down = kiosk.Link.BytesDown - before;
        Assert.InRange(down, ProgramBytes, 2 * ProgramBytes);

        // Root tried it, and took it back.
        await kiosk.Agent.Kill9Async();
        await kiosk.Agent.DisposeAsync();
        using (var release = File.OpenRead(file))
        {
            var ended = new InstallState().Ended(new ReleaseOutcome("7.1", ReleaseSource.DigestOf(ReleaseHead.Read(release)), ReleaseResult.TakenBack, "it was not well within 15 minutes", DateTimeOffset.UnixEpoch));
            DurableFile.Write(folder.State, ended.ToBytes());
        }
        await kiosk.StartAsync();
        await Until.TrueAsync(async () => await StateAsync(system) == "refused", "the hub is told how it ended");
        Assert.Contains("taken back: it was not well within 15 minutes", (await system.Hub.RunAsync(["release", "list"], null, Token)).Output, StringComparison.Ordinal);
        await Until.TrueAsync(() => !File.Exists(staged), "the file is cleared away");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{down} bytes down for a release of {new FileInfo(file).Length}, over three cuts and a kill"));
    }

    private static async Task<string> MakeAsync(EdgeSystem system, KeyDesk desk)
    {
        var program = Directory.CreateDirectory(Path.Combine(desk.Folder, "program")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(program, "edge-agent"), RandomNumberGenerator.GetBytes(ProgramBytes), Token);
        var (packed, signed, secret, open) = (Path.Combine(desk.Folder, "packed"), Path.Combine(desk.Folder, "agent.edge-release"), Path.Combine(desk.Folder, "release.key"), Path.Combine(desk.Folder, "release.pub"));
        using (var key = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(secret, key.ExportPkcs8PrivateKeyPem(), Token);
            await File.WriteAllTextAsync(open, key.ExportSubjectPublicKeyInfoPem(), Token);
        }
        (await ToolRun.RunAsync(EdgeTool.Agent, ["release", "pack", program, "--out", packed, "--release-version", "7.1", "--number", "710", "--arch", ProgramFacts.Architecture, "--fast"], cancellationToken: Token)).Ensure();
        (await ToolRun.RunAsync(EdgeTool.Hub, ["release", "sign", packed, "--key", secret, "--out", signed], cancellationToken: Token)).Ensure();
        // A key that the trust file does not name is no release key, for the hub as for a board.
        var refused = await ToolRun.RunAsync(EdgeTool.Hub, ["release", "add", signed, "--data", system.HubSetup.Data], cancellationToken: Token);
        Assert.Contains("no release key of the trust file", refused.Errors, StringComparison.Ordinal);
        await desk.RotateAsync("--add-release", open);
        return signed;
    }

    private static async Task<bool> Cut(Task due)
    {
        await due;
        return true;
    }

    private static async Task<string> StateAsync(EdgeSystem system)
    {
        var list = await system.Hub.ReleasesAsync(Token);
        return list.GetProperty("listed")[0].TryGetProperty("offered", out var offered) && offered.ValueKind == JsonValueKind.Object ? offered.GetProperty("state").GetString()! : "nothing";
    }
}
