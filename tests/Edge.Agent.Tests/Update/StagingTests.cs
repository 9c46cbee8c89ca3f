using System.Security.Cryptography;
using Edge.Agent.Identity;
using Edge.Agent.Tests.Support;
using Edge.Agent.Update;
using Edge.Agent.Update.Install;
using Edge.Agent.Update.Trial;
using Edge.Contracts.Releases;
using Edge.Contracts.Signing;
using Edge.Hosting.Linux;
using Edge.Testing.Time;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Edge.Agent.Tests.Update;

/// <summary>The agent's part: what a stick brought is checked and held ready for root, who is asked when nobody is at the desk, and cleared away when root has spoken.</summary>
public sealed class StagingTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TestFolder _folder = new();
    private readonly SigningKey _key = SigningKey.Create();

    private InstallFolder Releases => new(Path.Combine(_folder.Root, "releases"));

    private string Drop => Path.Combine(_folder.Root, "drop");

    [Fact(Timeout = 300_000)]
    public async Task A_release_is_staged_asked_for_and_cleared_away_when_root_has_said_how_it_ended()
    {
        await using var agent = await AgentAsync();
        // A cut left this behind: no trial is on, and it keeps nobody from being asked.
        Tell(new InstallState { Trial = new ReleaseAttempt("0.9", "d", 1, DateTimeOffset.UnixEpoch) });
        await agent.StartAsync();
        var digest = await DropAsync("1.0", 10);
        var (code, answer, talk) = await agent.CommandAsync(null, "release", "stage", Drop);
        Assert.True(code == 0, talk);
        Assert.Contains("release 1.0 is good", answer, StringComparison.Ordinal);
        await Until.TrueAsync(() => File.Exists(Wish(agent)), Patience);
        Assert.Equal(digest + "\n", await File.ReadAllTextAsync(Wish(agent), Token));
        Assert.Contains("\"staged\":\"1.0\"", (await agent.CommandAsync(null, "status", "--json")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("on trial", (await agent.CommandAsync(null, "release", "show", "--releases", Releases.Root)).Answer, StringComparison.Ordinal);
        // On trial, whoever is started says that a record could be accepted.
        Tell(new InstallState { Trial = new ReleaseAttempt("1.0", digest, 1, DateTimeOffset.UnixEpoch) });
        DurableFile.WriteText(Releases.Previous, "package\n");
        await Until.TrueAsync(() => RunningNote.Read(agent.Data) is not null, Patience);
        Assert.Equal(new RunningNote("start-1", ProgramFacts.Running.Folder), RunningNote.Read(agent.Data));
        // While it is, the file stays, whatever was said of an earlier try.
        Assert.Contains("on trial 1.0", (await agent.CommandAsync(null, "release", "show", "--releases", Releases.Root)).Answer, StringComparison.Ordinal);
        var over = new InstallState().Ended(new ReleaseOutcome("1.0", digest, ReleaseResult.TakenBack, "it was not well", DateTimeOffset.UnixEpoch));
        Tell(over);
        var watch = agent.Services!.GetServices<IHostedService>().OfType<UpdateWatch>().Single();
        watch.Step();
        Assert.True(File.Exists(Staged(agent)));
        // Nor does an error condemn it that may pass.
        var aside = Staged(agent) + ".aside";
        File.Move(Staged(agent), aside);
        File.CreateSymbolicLink(Staged(agent), aside);
        File.Delete(Releases.Previous);
        watch.Step();
        Assert.True(File.Exists(Staged(agent)));
        File.Move(aside, Staged(agent), overwrite: true);
        await Until.TrueAsync(() => !File.Exists(Staged(agent)), Patience);
        // Root is started by a change of that name, and by its going too.
        Assert.True(File.Exists(Wish(agent)));
        Assert.Equal((0, "", ""), await agent.CommandAsync(null, "release", "install", "--releases", Releases.Root));
        Assert.Equal(over.Last, InstallState.Read(Releases.State).Last);
        Assert.False(File.GetUnixFileMode(Releases.LockFile).HasFlag(UnixFileMode.OtherRead));
        Assert.Contains("it was not well", (await agent.CommandAsync(null, "status")).Answer, StringComparison.Ordinal);
        Assert.Equal(0, await agent.StopAsync());
        // The same stick again: it is known already.
        Tell(new InstallState().Ended(new ReleaseOutcome("1.1", await DropAsync("1.1", 11), ReleaseResult.TakenBack, "it was not well", DateTimeOffset.UnixEpoch)));
        (code, _, talk) = await agent.CommandAsync(null, "release", "stage", Drop, "--releases", Releases.Root);
        Assert.Equal(1, code);
        Assert.Contains("it was not well", talk, StringComparison.Ordinal);
        Assert.False(File.Exists(Staged(agent)));
    }

    [Fact(Timeout = 300_000)]
    public async Task Where_no_agent_runs_root_is_asked_at_once_and_what_is_wrong_is_not_staged()
    {
        await using var agent = await AgentAsync();
        await DropAsync("1.0", 10, SigningKey.Create());
        var (code, _, talk) = await agent.CommandAsync(null, "release", "stage", Drop);
        Assert.Equal(1, code);
        Assert.Contains("no release key of the trust file", talk, StringComparison.Ordinal);
        Assert.False(File.Exists(Staged(agent)));
        await DropAsync("1.1", 11);
        (code, _, talk) = await agent.CommandAsync(null, "release", "stage", Drop);
        Assert.True(code == 0, talk);
        Assert.True(File.Exists(Staged(agent)) && File.Exists(Wish(agent)));
    }

    [Fact(Timeout = 300_000)]
    public async Task The_commands_pack_a_release_and_show_what_was_done()
    {
        await using var agent = await AgentAsync();
        var program = Directory.CreateDirectory(Path.Combine(_folder.Root, "program")).FullName;
        await File.WriteAllTextAsync(Path.Combine(program, "edge-agent"), "program", Token);
        var file = Path.Combine(_folder.Root, "packed");
        var (code, _, talk) = await agent.CommandAsync(null, "release", "pack", program, "--out", file, "--release-version", "1.0", "--number", "10", "--arch", "arm64", "--fast");
        Assert.True(code == 0, talk);
        var head = ReleaseHead.Read(await File.ReadAllBytesAsync(file, Token));
        Assert.Equal(("1.0", 10UL, "arm64"), (head.Manifest.Version, head.Manifest.Number, head.Manifest.Architecture));
        Directory.CreateDirectory(Releases.Root);
        Tell(new InstallState().Ended(new ReleaseOutcome("1.0", "d", ReleaseResult.TakenBack, "it was not well", DateTimeOffset.UnixEpoch)));
        Assert.Contains("1.0 taken back on 1970-01-01 00:00 UTC: it was not well", (await agent.CommandAsync(null, "release", "show", "--releases", Releases.Root)).Answer, StringComparison.Ordinal);
        Assert.Equal((0, "", ""), await agent.CommandAsync(null, "release", "recover", "--releases", Releases.Root));
        // Root has seen at the first start whom the board believes.
        Assert.True(File.Exists(Releases.RootKey));
        var back = await agent.CommandAsync(null, "release", "back", "--releases", Releases.Root);
        Assert.Equal(1, back.Code);
        Assert.Contains("the package's own program runs", back.Talk, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Staged(TestAgent agent) => Path.Combine(agent.Data.Update, "staged" + ReleaseRules.Extension);

    private static string Wish(TestAgent agent) => Path.Combine(agent.Data.Update, "wish");

    private async Task<TestAgent> AgentAsync()
    {
        var agent = await TestAgent.ProvisionedAsync();
        agent.Configuration = """{"Spool":{"AllowVolatile":true,"ReserveBytes":0,"BallastBytes":0},"Update":{"KeepFreeBytes":0}}""";
        await File.WriteAllBytesAsync(new IdentityFiles(agent.Data).Trust, TestKeys.Shared.NextTrust(f => f.ReleaseKeys.Add(TestKeys.Public(_key.Public))).ToByteArray(), Token);
        Directory.CreateDirectory(Releases.Root);
        agent.Also = services => services.AddSingleton(Releases).AddSingleton(new UnitStart("start-1"));
        return agent;
    }

    // As root's unit copies it; gives the digest by which it is known.
    private async Task<string> DropAsync(string version, ulong number, SigningKey? by = null)
    {
        Directory.CreateDirectory(Drop);
        var file = await new TestRelease(Directory.CreateDirectory(Path.Combine(_folder.Root, "made")).FullName, _key).MakeAsync(version, number, by: by);
        File.Move(file, Path.Combine(Drop, "stick" + ReleaseRules.Extension), overwrite: true);
        return Convert.ToHexStringLower(SHA256.HashData(ReleaseHead.Read(await File.ReadAllBytesAsync(Path.Combine(Drop, "stick" + ReleaseRules.Extension), Token)).Signed.Manifest.Span));
    }

    // As root writes it: whole, in the place of the one before.
    private void Tell(InstallState state) => DurableFile.Write(Releases.State, state.ToBytes());
}
