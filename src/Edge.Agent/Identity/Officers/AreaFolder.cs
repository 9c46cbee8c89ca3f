using System.Globalization;
using Edge.Hosting.Linux;

namespace Edge.Agent.Identity.Officers;

/// <summary>The folder of the area's objects: <c>{name}-{version:D12}.sealed</c>.</summary>
internal sealed class AreaFolder(string root, IDisk disk)
{
    private const string Suffix = ".sealed";

    /// <summary>The object's files in the order of their versions.</summary>
    public IReadOnlyList<(ulong Version, string Path)> List(string name)
    {
        if (!Directory.Exists(root)) return [];
        return [.. Directory.GetFiles(root, $"{name}-*{Suffix}").Select(path => (Version: VersionOf(name, path), Path: path)).Where(f => f.Version > 0).OrderBy(f => f.Version)];
    }

    /// <summary>Writes one more; durable on return.</summary>
    public void Add(string name, ulong version, ReadOnlySpan<byte> bytes)
    {
        DurableFile.EnsureFolder(disk, root);
        DurableFile.Replace(disk, Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{name}-{version:D12}{Suffix}")), bytes);
    }

    /// <summary>Writes one and deletes all others of that name; the new one is durable before the first goes.</summary>
    public void Replace(string name, ulong version, ReadOnlySpan<byte> bytes)
    {
        Add(name, version, bytes);
        foreach (var (other, path) in List(name)) if (other != version) disk.Delete(path);
        disk.SyncFolder(root);
    }

    public void Delete(string name)
    {
        var files = List(name);
        foreach (var (_, path) in files) disk.Delete(path);
        if (files.Count > 0) disk.SyncFolder(root);
    }

    private static ulong VersionOf(string name, string path) =>
        ulong.TryParse(Path.GetFileName(path).AsSpan(name.Length + 1)[..^Suffix.Length], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0;
}
