using System.Diagnostics;

namespace Edge.SystemTests.Deploy;

/// <summary>What /usr/lib/edge/edge-agent starts, and what a package does to the releases beside it.</summary>
public sealed class LauncherTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("edge-launcher-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Releases => Path.Combine(_folder, "var/lib/edge-releases");

    [Theory(Timeout = 60_000)]
    [InlineData(null, "run", "package run")]
    [InlineData("1.0", "run", "1.0 run")]
    [InlineData("1.0", "release stage", "1.0 release stage")]
    // What installs and takes back is never the release's own.
    [InlineData("1.0", "release install", "package release install")]
    [InlineData("1.0", "release back", "package release back")]
    [InlineData("1.0", "release recover", "package release recover")]
    [InlineData("1.0", "--config F release install X", "package --config F release install X")]
    [InlineData("1.0", "--data D release back", "package --data D release back")]
    // Named and not there, or nothing that can be a version.
    [InlineData("2.0", "run", "package run")]
    [InlineData("", "run", "package run")]
    [InlineData("../1.0/../9", "run", "package run")]
    public async Task The_launcher_starts_what_is_current_and_else_the_packages_program(string? current, string arguments, string expected)
    {
        await ProgramAsync("usr/lib/edge/lib/edge-agent", "package");
        await ProgramAsync("var/lib/edge-releases/releases/1.0", "1.0");
        if (current is not null) await File.WriteAllTextAsync(Path.Combine(Releases, "current"), current + "\n", Token);
        Assert.Equal(expected, await LaunchedAsync(arguments));
    }

    [Fact(Timeout = 60_000)]
    public async Task An_upgrade_that_is_cut_off_leaves_the_program_before_it_until_all_of_the_new_one_is_there()
    {
        var preinst = await File.ReadAllTextAsync(Path.Combine(UnitFile.Folder, "../debian/edge-agent/preinst"), Token);
        Task UnpackAsync() => ShellAsync($"DPKG_ROOT={_folder}\n{preinst}", "upgrade");
        string InProgram(string file) => Path.Combine(_folder, "usr/lib/edge/lib/edge-agent", file);
        // The first installation has nothing to keep.
        await UnpackAsync();
        await ProgramAsync("usr/lib/edge/lib/edge-agent", "old");
        await UnpackAsync();
        Assert.Equal("old run", await LaunchedAsync("run"));
        // dpkg names the new files one after another.
        Directory.CreateDirectory(InProgram("fonts"));
        await File.WriteAllTextAsync(InProgram("fonts/one.dpkg-new"), "", Token);
        Assert.Equal("old run", await LaunchedAsync("run"));
        File.Delete(InProgram("edge-agent"));
        await ProgramAsync("usr/lib/edge/lib/edge-agent", "new");
        Assert.Equal("old run", await LaunchedAsync("run"));
        Assert.Equal("old release recover", await LaunchedAsync("release recover"));
        // Begun anew, what is half is not kept in its place.
        await UnpackAsync();
        Assert.Equal("old run", await LaunchedAsync("run"));
        File.Move(InProgram("fonts/one.dpkg-new"), InProgram("fonts/one"));
        Assert.Equal("new run", await LaunchedAsync("run"));
        await ShellAsync($"set -e\nDPKG_ROOT={_folder}\n{await HeldAsync()}\nsettle 2");
        Assert.False(Directory.Exists(InProgram("../edge-agent.before")));
        Assert.Equal("new run", await LaunchedAsync("run"));
    }

    [Theory(Timeout = 60_000)]
    [InlineData("0.1.0+20260101.a", "0.1.0+20260101.a", false)]
    [InlineData("0.1.0+20260101.a", "0.1.0+20260202.b", false)]
    [InlineData("0.1.0+20260303.c", "0.1.0+20260202.b", true)]
    public async Task A_package_goes_before_a_release_that_is_not_newer(string release, string package, bool stays)
    {
        await ProgramAsync($"var/lib/edge-releases/releases/{release}", release);
        await File.WriteAllTextAsync(Path.Combine(Releases, "current"), release + "\n", Token);
        var held = await HeldAsync();
        await ShellAsync($"set -e\nDPKG_ROOT={_folder}\n{held}\nsettle {package}");
        Assert.Equal(stays, File.Exists(Path.Combine(Releases, "current")));
        Assert.Equal(stays, Directory.Exists(Path.Combine(Releases, "releases")));
        await ShellAsync($"set -e\nDPKG_ROOT={_folder}\n{held}\nforget_programs");
        Assert.False(Directory.Exists(Releases));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task ProgramAsync(string folder, string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, "edge-agent");
        await File.WriteAllTextAsync(path, $"#!/bin/sh\necho {name} $*\n", Token);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    private static Task<string> HeldAsync() => File.ReadAllTextAsync(Path.Combine(UnitFile.Folder, "../debian/edge-agent/held"), Token);

    private async Task<string> LaunchedAsync(string arguments)
    {
        var script = (await File.ReadAllTextAsync(Path.Combine(UnitFile.Folder, "edge-agent-launcher"), Token))
            .Replace("=/var/lib", $"={_folder}/var/lib", StringComparison.Ordinal).Replace("=/usr/lib", $"={_folder}/usr/lib", StringComparison.Ordinal);
        return await ShellAsync(script, arguments.Split(' '));
    }

    private static async Task<string> ShellAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", script, "edge-agent", .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Token), process.StandardError.ReadToEndAsync(Token));
        await process.WaitForExitAsync(Token);
        Assert.True(process.ExitCode == 0, await errors);
        return (await output).TrimEnd('\n');
    }
}
