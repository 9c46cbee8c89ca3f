using System.Diagnostics;
using System.Globalization;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>A partition: an ext4 of its own on a loop device. Skips the test where it may not be mounted.</summary>
internal sealed class LoopDisk : IDisposable
{
    private readonly IDisposable _leftover;

    public LoopDisk(string image, string folder, int mebibytes)
    {
        using (var file = File.Create(image)) file.SetLength((long)mebibytes << 20);
        Directory.CreateDirectory(folder);
        var problem = Run("mkfs.ext4", "-q", "-F", image) ?? Run("mount", "-o", "loop,noatime", image, folder);
        Assert.SkipUnless(problem is null, $"an ext4 on a loop device cannot be mounted here, which needs root: {problem}");
        Folder = folder;
        _leftover = Leftovers.Add(() => Run("umount", "--lazy", folder));
    }

    public string Folder { get; }

    public void Dispose()
    {
        _leftover.Dispose();
        Run("umount", "--lazy", Folder);
    }

    private static string? Run(string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, args) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{tool} ended with {process.ExitCode}: {said}");
    }
}
