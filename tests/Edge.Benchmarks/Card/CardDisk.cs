using System.Diagnostics;
using System.Globalization;
using Edge.Benchmarks.Measuring;

namespace Edge.Benchmarks.Card;

/// <summary>An ext4 of its own on a loop device, as on a memory card, so that the block layer counts what one board writes and nobody else. Where none can be mounted the folder it stands in.</summary>
internal sealed class CardDisk : IDisposable
{
    private readonly string _image;
    private readonly bool _mounted;

    private CardDisk(string image, string folder, bool mounted) => (_image, Folder, _mounted) = (image, folder, mounted);

    public string Folder { get; }

    /// <summary>Why nothing but the process's own count is there; null where the device's is.</summary>
    public string? Problem { get; private init; }

    public static CardDisk Make(string folder, string name, long bytes)
    {
        var (image, at) = (Path.Combine(folder, $"{name}.img"), Directory.CreateDirectory(Path.Combine(folder, name)).FullName);
        using (var file = File.Create(image)) file.SetLength(bytes);
        // As an image for a Raspberry Pi is made and mounted; nothing is left to write later that is not the board's.
        var problem = Run("mkfs.ext4", "-q", "-F", "-E", "lazy_itable_init=0,lazy_journal_init=0", image) ?? Run("mount", "-o", "loop,noatime", image, at);
        return new CardDisk(image, at, problem is null) { Problem = problem };
    }

    /// <summary>What was written to it so far, all that waits in memory included; null where nobody counts.</summary>
    public long? Written()
    {
        if (!_mounted) return null;
        if (Run("sync", "-f", Folder) is { } problem) throw new BenchException($"{Folder} could not be written out: {problem}");
        return DiskWrites.OfDevice(Folder);
    }

    public void Dispose()
    {
        if (_mounted && Run("umount", Folder) is not null) Run("umount", "--lazy", Folder);
        File.Delete(_image);
    }

    private static string? Run(string tool, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, args) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : said.Length > 0 ? said : string.Create(CultureInfo.InvariantCulture, $"{tool} ended with {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"{tool}: {e.Message}";
        }
    }
}
