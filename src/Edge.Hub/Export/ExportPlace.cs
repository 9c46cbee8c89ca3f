using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>The file system an export's folder was on when it began. A share that is unmounted leaves an empty folder of the same name on this machine's own disk.</summary>
internal sealed class ExportPlace(string folder)
{
    private const int StaleHandle = 116;
    private const int TimedOut = 110;

    private readonly ulong? _device = DeviceOf(folder);

    /// <summary>False where the folder is gone, or another one is in its place.</summary>
    public bool IsThere => _device is not null && DeviceOf(folder) == _device;

    public string Problem => $"{folder} is not on the file system it was on when this export began; mount it again";

    /// <summary>True where both are on one file system, by whatever names and mounts.</summary>
    public static bool IsOne(string folder, string other) => DeviceOf(folder) is { } device && device == DeviceOf(other);

    /// <summary>True for what a share says that does not answer: no fault of the record in hand.</summary>
    public static bool IsAway(IOException e) => e.HResult is LibC.InputOutput or StaleHandle or TimedOut;

    private static ulong? DeviceOf(string path) => FileFacts.Of(path)?.Device;
}
