using System.ComponentModel;
using System.Diagnostics;
using Edge.Testing.Processes;

namespace Edge.Benchmarks.Uplink.Links;

/// <summary>A short command of the system's, run to its end. None of them waits for anything, so this does not wait asynchronously either: a namespace must be removable while the program ends.</summary>
internal static class Command
{
    private static readonly TimeSpan Limit = Patience.Seconds(10);

    /// <exception cref="BenchException">It is not there, or did not succeed.</exception>
    public static string Run(string program, params ReadOnlySpan<string> args)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
        foreach (var arg in args) process.StartInfo.ArgumentList.Add(arg);
        var command = $"{program} {string.Join(' ', args!)}";
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            throw new BenchException($"{command} could not be started: {e.Message}. It is part of the package iproute2, util-linux or mosquitto-clients.", e);
        }
        // What these say fits into a pipe many times over.
        if (!process.WaitForExit(Limit))
        {
            process.Kill();
            throw new BenchException($"{command} has not ended after {Limit.TotalSeconds} s; it was killed");
        }
        var output = process.StandardOutput.ReadToEnd();
        return process.ExitCode == 0 ? output : throw new BenchException($"{command} ended with {process.ExitCode}: {process.StandardError.ReadToEnd().Trim()}");
    }
}
