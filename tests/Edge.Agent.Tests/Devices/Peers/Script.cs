using System.Diagnostics;
using Edge.Agent.Tests.Support;

namespace Edge.Agent.Tests.Devices.Peers;

/// <summary>A program that stands for a device's own: a shell script in a folder of the test.</summary>
internal sealed class Script : IDisposable
{
    private readonly TestFolder _folder = new();

    /// <param name="text">Its lines; <c>$HERE</c> is its folder.</param>
    public Script(string text)
    {
        Path = In("program");
        // Written by another process: a file that a child of ours may still hold open for writing cannot be run.
        using var writer = Process.Start(new ProcessStartInfo("sh", ["-c", "cat > \"$0\" && chmod 700 \"$0\"", Path]) { RedirectStandardInput = true })!;
        writer.StandardInput.Write($"#!/bin/sh\nHERE='{_folder.Root}'\n{text}\n");
        writer.StandardInput.Close();
        Assert.True(writer.WaitForExit(TimeSpan.FromSeconds(10)) && writer.ExitCode == 0);
    }

    public string Path { get; }

    /// <summary>The folder of the script and of what it writes.</summary>
    public string Folder => _folder.Root;

    public string In(string file) => System.IO.Path.Combine(_folder.Root, file);

    public void Dispose() => _folder.Dispose();
}
