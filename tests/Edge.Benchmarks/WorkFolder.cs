using System.Security.Cryptography;

namespace Edge.Benchmarks;

/// <summary>A folder of a benchmark's own on the disk that was chosen; it goes away with all that is in it.</summary>
internal sealed class WorkFolder : IDisposable
{
    public WorkFolder(string parent, string name)
    {
        FullName = Path.GetFullPath(Path.Combine(parent, $"{name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"));
        Directory.CreateDirectory(FullName);
    }

    public string FullName { get; }

    public void Dispose() => Directory.Delete(FullName, recursive: true);
}
