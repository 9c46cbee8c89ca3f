using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Edge.Testing.Faults;

/// <summary>
/// Makes opens and reads of files fail where the program, .NET and SQLite ask the C library for them (faults.c). Whoever uses it runs in a process of its own,
/// which is started with the shim before the C library; the process that starts it compiles it.
/// </summary>
internal static class FaultShim
{
    private const string Name = "edge-faults.so";

    public static readonly (string Name, int Errno)[] Errors = [("EMFILE", 24), ("EIO", 5), ("ENOMEM", 12), ("EINTR", 4), ("EACCES", 13)];

    public static bool IsLoaded => Environment.GetEnvironmentVariable("LD_PRELOAD") is { } preload && preload.EndsWith(Name, StringComparison.Ordinal);

    /// <summary>True in the long form: every call with every error.</summary>
    public static bool All => Environment.GetEnvironmentVariable("EDGEDEV_FAULTS") == "all";

    /// <summary>Runs one test of this assembly again, in a process with the shim; returns what it wrote.</summary>
    public static async Task<string> RunAsync(Type test, string method, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("edge-faults-").FullName;
        try
        {
            var (shim, report) = (Path.Combine(folder, Name), Path.Combine(folder, "report"));
            await StartAsync("gcc", ["-shared", "-fPIC", "-O2", "-o", shim, Path.Combine(AppContext.BaseDirectory, "Faults", "faults.c"), "-ldl", "-lpthread"], [], cancellationToken);
            await StartAsync("dotnet", [test.Assembly.Location, "-method", $"{test.FullName}.{method}", "-noLogo", "-noColor"], new() { ["LD_PRELOAD"] = shim, ["EDGEDEV_FAULTS_REPORT"] = report }, cancellationToken);
            return await File.ReadAllTextAsync(report, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static void Report(string text) => File.WriteAllText(Environment.GetEnvironmentVariable("EDGEDEV_FAULTS_REPORT")!, text);

    /// <summary>The program's own calls of the C library go through the shim as well.</summary>
    public static unsafe void Catch(Assembly program)
    {
        var shim = NativeLibrary.Load(Environment.GetEnvironmentVariable("LD_PRELOAD")!);
        _begin = (delegate* unmanaged<byte*, nint, int, int, void>)NativeLibrary.GetExport(shim, "faults_begin");
        _end = (delegate* unmanaged<nint*, nint>)NativeLibrary.GetExport(shim, "faults_end");
        _pause = (delegate* unmanaged<void>)NativeLibrary.GetExport(shim, "faults_pause");
        _hits = (delegate* unmanaged<nint>)NativeLibrary.GetExport(shim, "faults_hits");
        _site = (delegate* unmanaged<nint, byte*>)NativeLibrary.GetExport(shim, "faults_site");
        // Looked up in the shim first and in the C library, which it needs, after that.
        NativeLibrary.SetDllImportResolver(program, (name, _, _) => name == "libc" ? shim : 0);
    }

    /// <summary>From now on the call of that number (none where it is negative) below the folder fails; and, unless it is once only, each like it on the same file.</summary>
    public static unsafe void Begin(string folder, long at, int errno, bool once)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(folder + "\0");
        fixed (byte* path = bytes) _begin(path, (nint)at, errno, once ? 0 : 1);
    }

    /// <summary>How many calls failed since <see cref="Begin"/>.</summary>
    public static unsafe long Failed => _hits();

    /// <summary>No more faults; what was counted stays.</summary>
    public static unsafe bool Pause()
    {
        _pause();
        return true;
    }

    /// <summary>No more faults; how many calls there were, and how many of them failed.</summary>
    public static unsafe (long Calls, long Failed) End()
    {
        nint failed;
        var calls = _end(&failed);
        return (calls, failed);
    }

    /// <summary>What the call of that number was, such as <c>pread spool/0a1b….rec</c>.</summary>
    public static unsafe string Site(long number) => Marshal.PtrToStringUTF8((nint)_site((nint)number)) ?? "";

    private static unsafe delegate* unmanaged<byte*, nint, int, int, void> _begin;
    private static unsafe delegate* unmanaged<nint*, nint> _end;
    private static unsafe delegate* unmanaged<void> _pause;
    private static unsafe delegate* unmanaged<nint> _hits;
    private static unsafe delegate* unmanaged<nint, byte*> _site;

    private static async Task StartAsync(string program, IEnumerable<string> arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} ended with {process.ExitCode}\n{await output}\n{await error}");
    }
}
