using Edge.Agent.Storage;

namespace Edge.Agent.Tests.Crash;

/// <summary>A data folder in memory where the machine has such a place: the model says what survives, not the medium.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string Memory = "/dev/shm";

    public ScratchFolder()
    {
        var parent = Directory.Exists(Memory) ? Memory : Path.GetTempPath();
        Data = new DataFolder(Directory.CreateDirectory(Path.Combine(parent, $"edge-crash-{Path.GetRandomFileName()}")).FullName);
    }

    public DataFolder Data { get; }

    public void Dispose() => Directory.Delete(Data.Root, recursive: true);
}
