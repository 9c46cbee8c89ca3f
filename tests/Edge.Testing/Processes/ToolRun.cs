using System.Diagnostics;
using System.Text;

namespace Edge.Testing.Processes;

/// <summary>Runs a command of Edge to its end.</summary>
internal static class ToolRun
{
    public static readonly TimeSpan DefaultLimit = Patience.Seconds(60);

    /// <exception cref="HarnessException">It did not end in time, and was killed.</exception>
    public static async Task<ToolResult> RunAsync(EdgeTool tool, IReadOnlyList<string> args, ReadOnlyMemory<byte> input = default,
        TimeSpan? limit = null, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        var command = $"{Path.GetFileName(tool.Path)} {string.Join(' ', args.Take(2))}";
        using var process = new Process { StartInfo = StartInfo(tool, args, environment) };
        process.Start();
        using var leftover = Leftovers.Add(process.Kill);
        using var deadline = new CancellationTokenSource(limit ?? DefaultLimit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(either.Token);
            var errors = process.StandardError.ReadToEndAsync(either.Token);
            await WriteInputAsync(process, input, either.Token);
            await process.WaitForExitAsync(either.Token);
            return new ToolResult(command, process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HarnessException($"{command} has not ended after {limit ?? DefaultLimit}; it was killed.");
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }

    internal static ProcessStartInfo StartInfo(EdgeTool tool, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment)
    {
        // In a session of its own, Ctrl-C in a terminal reaches this program only, which then stops them in order.
        string[] command = [.. File.Exists(Session) ? [Session] : Array.Empty<string>(), .. tool.Prefix, tool.Launcher, .. args];
        var info = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var arg in command.Skip(1)) info.ArgumentList.Add(arg);
        // Whoever starts this may have settings of their own, which are not for these processes.
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("EDGE_", StringComparison.OrdinalIgnoreCase)).ToList()) info.Environment.Remove(name);
        if (AgentSetup.Store is { } store && Path.GetFileName(tool.Path) == EdgeTool.AgentName) info.Environment[AgentSetup.StoreSetting] = store;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) info.Environment[name] = value;
        return info;
    }

    private const string Session = "/usr/bin/setsid";

    private static async Task WriteInputAsync(Process process, ReadOnlyMemory<byte> input, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of it; its exit code says why.
        }
    }
}
