using System.Diagnostics;
using System.Globalization;

namespace Edge.SystemTests.Panel;

/// <summary>Reads codes from pictures with zbarimg, which knows nothing of ours.</summary>
internal static class QrReader
{
    private const string Program = "/usr/bin/zbarimg";

    public static async Task<string> ReadAsync(byte[] png, CancellationToken cancellationToken)
    {
        Assert.True(File.Exists(Program), $"{Program} is not there; ./edge test installs it, or: apt-get install zbar-tools");
        var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"edge-paper-{Environment.ProcessId}-{Environment.TickCount64}.png"));
        try
        {
            await File.WriteAllBytesAsync(file, png, cancellationToken);
            using var process = Process.Start(new ProcessStartInfo(Program, ["--quiet", "--raw", file]) { RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return text.Trim();
        }
        finally
        {
            File.Delete(file);
        }
    }
}
