using System.Diagnostics;

namespace Edge.SystemTests.Deploy;

/// <summary>The way of a file from a stick to the agent's user: what the root unit may, and what its script takes.</summary>
public sealed class StickUnitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-stick-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Drop => Path.Combine(_folder, "drop");

    private string Cache => Path.Combine(_folder, "cache");

    private string Stick => Path.Combine(_folder, "stick");

    [Fact]
    public void The_root_unit_mounts_for_itself_alone_and_hands_on_to_the_agents_user()
    {
        var unit = new UnitFile("edge-agent-stick@.service");
        Assert.Equal(("CAP_SYS_ADMIN", "yes", "strict", "yes", "oneshot"), (unit["CapabilityBoundingSet"], unit["PrivateMounts"], unit["ProtectSystem"], unit["NoNewPrivileges"], unit["Type"]));
        Assert.Equal(("edge-agent-provision.service edge-agent-stage.service", "edge-agent-provision.service", "0750"), (unit["OnSuccess"], unit["Conflicts"], unit["RuntimeDirectoryMode"]));
        // Pulled out, it must be told: a unit that stops with its device tells nobody, and leaves the other one stopped.
        Assert.Equal((null, "edge-agent-provision.service"), (unit["BindsTo"], unit["OnFailure"]));
        Assert.Null(unit["ReadWritePaths"]);
        var next = new UnitFile("edge-agent-provision.service");
        Assert.Equal(("edge-agent", "", "/usr/lib/edge/edge-agent provision --from-stick /run/edge-agent-stick"), (next["User"], next["CapabilityBoundingSet"], next["ExecStart"]));
        Assert.Contains("mount -t vfat,exfat -o ro,nosuid,nodev,noexec ", File.ReadAllText(Script), StringComparison.Ordinal);
    }

    // It speaks with the same devices as the agent, and holds the same secrets.
    [Fact]
    public void The_provisioning_unit_is_confined_as_the_agent_is()
    {
        static string[] Confined(string unit) => [.. new UnitFile(unit).Text.Split('\n').SkipWhile(l => !l.StartsWith("LimitCORE", StringComparison.Ordinal)).Where(l => l.Contains('=', StringComparison.Ordinal) && !l.StartsWith('#'))];
        Assert.Equal(Confined("edge-agent.service"), Confined("edge-agent-provision.service"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("text", null)]
    [InlineData(null, "none")]
    [InlineData("many", "several")]
    [InlineData("link", "link")]
    [InlineData("dangling", "link")]
    [InlineData("folder", "link")]
    [InlineData("pipe", "link")]
    [InlineData("most", null)]
    [InlineData("large", "large")]
    [InlineData("huge", "large")]
    [InlineData("unreadable", "mount")]
    public async Task What_is_on_a_stick_is_copied_or_named(string? content, string? problem)
    {
        Directory.CreateDirectory(Stick);
        Directory.CreateDirectory(Drop);
        // Of an earlier stick: nothing of that may be taken for this one's.
        await File.WriteAllTextAsync(Path.Combine(Drop, problem is null ? "problem" : "provision.edge"), "earlier", Token);
        await PutAsync(content, Path.Combine(Stick, "kiosk-1.edge"));
        await RunAsync();
        if (problem is null) Assert.Equal(content == "most" ? 131_072 : 4, new FileInfo(Path.Combine(Drop, "provision.edge")).Length);
        else Assert.Equal(problem + "\n", await File.ReadAllTextAsync(Path.Combine(Drop, "problem"), Token));
        Assert.Single(Directory.GetFileSystemEntries(Drop));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("text", null, true)]
    [InlineData("text", "text", true)]
    [InlineData("many", "text", false)]
    [InlineData("link", null, false)]
    [InlineData("pipe", null, false)]
    [InlineData("huge", "text", false)]
    public async Task A_release_on_a_stick_is_copied_where_it_is_one_plain_file_and_hinders_no_provisioning(string release, string? provisioning, bool taken)
    {
        Directory.CreateDirectory(Stick);
        Directory.CreateDirectory(Drop);
        Directory.CreateDirectory(Cache);
        var copy = Path.Combine(Cache, "stick.edge-release");
        await File.WriteAllTextAsync(copy, "earlier", Token);
        await PutAsync(release, Path.Combine(Stick, "v-1.edge-release"));
        await PutAsync(provisioning, Path.Combine(Stick, "kiosk.edge"));
        await RunAsync();
        Assert.Equal(taken ? "text" : "none", File.Exists(copy) ? await File.ReadAllTextAsync(copy, Token) : "none");
        Assert.Equal(provisioning is null ? [] : ["provision.edge"], Directory.GetFileSystemEntries(Drop).Select(Path.GetFileName));
        Assert.Equal(taken ? 1 : 0, Directory.GetFileSystemEntries(Cache).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Script => Path.Combine(UnitFile.Folder, "edge-agent-stick");

    private static async Task PutAsync(string? content, string path)
    {
        switch (content)
        {
            case null: break;
            case "link": File.CreateSymbolicLink(path, "/etc/hostname"); break;
            case "dangling": File.CreateSymbolicLink(path, "/nowhere"); break;
            case "folder": Directory.CreateDirectory(path); break;
            case "pipe": await Process.Start("mkfifo", path).WaitForExitAsync(Token); break;
            case "most" or "large" or "huge":
                await using (var file = File.Create(path)) file.SetLength(content == "most" ? 131_072 : content == "large" ? 131_073 : 1L << 33);
                break;
            default:
                await File.WriteAllTextAsync(path, "text", Token);
                if (content == "many") await File.WriteAllTextAsync(path.Replace("-1", "-2", StringComparison.Ordinal), "text", Token);
                if (content == "unreadable") await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(path)!, "fails"), "", Token);
                break;
        }
    }

    // A mount that binds a folder would need root; one that puts a link in the mount point's place is as good for the script.
    private async Task RunAsync()
    {
        var tools = Directory.CreateDirectory(Path.Combine(_folder, "tools")).FullName;
        await Tool(tools, "mount", """for place; do :; done; [ ! -e "$STICK/fails" ] || exit 32; rmdir "$place" && ln -s "$STICK" "$place" """);
        // A release that is read while the provisioning file still waits comes too early: the stick may be pulled out meanwhile.
        await Tool(tools, "sync", """[ ! -e "$STICK/kiosk.edge" ] || [ -e "$RUNTIME_DIRECTORY/provision.edge" ]""");
        await Tool(tools, "umount", """for place; do :; done; rm "$place" """);
        var start = new ProcessStartInfo("/bin/sh", [Script, "/dev/stick"]) { RedirectStandardError = true };
        start.Environment["PATH"] = $"{tools}:{Environment.GetEnvironmentVariable("PATH")}";
        start.Environment["TMPDIR"] = tools;
        start.Environment["RUNTIME_DIRECTORY"] = Drop;
        start.Environment["CACHE_DIRECTORY"] = Directory.CreateDirectory(Cache).FullName;
        start.Environment["STICK"] = Stick;
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, errors);
    }

    private static async Task Tool(string folder, string name, string body)
    {
        var path = Path.Combine(folder, name);
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{body}\n", Token);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
