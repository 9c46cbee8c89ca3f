using System.Diagnostics;

namespace Edge.SystemTests.Deploy;

/// <summary>What a package is made of, and its maintainer scripts run on a folder in place of the machine.</summary>
internal sealed class PackageFiles(string package) : IDisposable
{
    private static readonly string Folder = Path.GetFullPath(Path.Combine(UnitFile.Folder, "..", "debian"));

    /// <summary>The folder that the scripts take for the machine's root.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("edge-package-").FullName;

    public string Data => Path.Combine(Root, "var/lib", package);

    public string Read(string name) => File.ReadAllText(Path.Combine(Folder, package, name));

    /// <summary>The fields of the control file, on one line each.</summary>
    public IReadOnlyDictionary<string, string> Control() => Read("control").ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal)
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(": ", 2)).ToDictionary(f => f[0], f => f[1]);

    public void Put(string file)
    {
        var path = Path.Combine(Data, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "sealed");
    }

    /// <summary>Debconf as a script sees it, which gives this answer to every question and says what it was told.</summary>
    public void Answer(string answer)
    {
        var module = Path.Combine(Root, "usr/share/debconf/confmodule");
        Directory.CreateDirectory(Path.GetDirectoryName(module)!);
        File.WriteAllText(module, $$"""
            # The real one starts the script again with these words, so it must see the script's own.
            [ "$1" = purge ] || { echo "debconf sees '$*'" >&2; exit 1; }
            db_fset() { :; }
            db_subst() { echo "told $*" >&2; }
            db_input() { echo "asked $*" >&2; }
            db_go() { :; }
            db_get() { RET={{answer}}; }
            db_purge() { :; }
            db_stop() { :; }
            """);
    }

    public async Task<string> ScriptAsync(string name) => (await RunAsync(Path.Combine(Folder, "script"), package, name)).Output;

    /// <summary>Runs a maintainer script as dpkg would, with that root; gives what it said.</summary>
    public async Task<string> RunScriptAsync(string name, string action)
    {
        var script = Path.Combine(Root, name);
        await File.WriteAllTextAsync(script, await ScriptAsync(name), TestContext.Current.CancellationToken);
        var (output, errors) = await RunAsync("/bin/sh", script, action);
        return output + errors;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private async Task<(string Output, string Errors)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DPKG_ROOT"] = Root;
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output}{await errors}");
        return (await output, await errors);
    }
}
