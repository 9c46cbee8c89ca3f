using System.Diagnostics;
using System.Globalization;
using Edge.Testing.Processes;

namespace Edge.SystemTests.Support;

/// <summary>A file system of a few MiB in memory, which is full when it is full. Skips the test where it may not be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly IDisposable _leftover;

    public SmallDisk(string folder, int mebibytes)
    {
        var (code, said) = Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m,mode=0700"), "tmpfs", folder);
        Assert.SkipUnless(code == 0, $"a tmpfs cannot be mounted here, which needs root: {said}");
        Folder = folder;
        _leftover = Leftovers.Add(Unmount);
    }

    public string Folder { get; }

    public long Free => new DriveInfo(Folder).AvailableFreeSpace;

    private string FillerFile => Path.Combine(Folder, "filler");

    /// <summary>Takes room away, so that so much is left.</summary>
    public void LeaveFree(long bytes)
    {
        using var filler = new FileStream(FillerFile, FileMode.Append);
        var zeros = new byte[64 * 1024];
        while (Free > bytes) filler.Write(zeros, 0, (int)Math.Min(zeros.Length, Math.Max(Free - bytes, 4096)));
    }

    /// <summary>Gives it back.</summary>
    public void GiveBack() => File.Delete(FillerFile);

    public void Dispose()
    {
        _leftover.Dispose();
        Unmount();
    }

    // Lazily: what still runs there keeps it until it ends, and the folder is free at once.
    private void Unmount() => Run("umount", "--lazy", Folder);

    private static (int Code, string Said) Run(string tool, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(tool, args) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said.Trim());
    }
}
