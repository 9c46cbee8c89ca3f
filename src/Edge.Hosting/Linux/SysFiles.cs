using System.Globalization;

namespace Edge.Hosting.Linux;

/// <summary>The kernel's files below a root. A file that is missing or cannot be read tells nothing, which is not an error: boards differ.</summary>
internal sealed class SysFiles(string root = "/")
{
    public string? Text(string path)
    {
        try
        {
            return File.Exists(Of(path)) ? File.ReadAllText(Of(path)).Trim() : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public long? Number(string path) => long.TryParse(Text(path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    public bool Exists(string path) => File.Exists(Of(path)) || Directory.Exists(Of(path));

    /// <summary>What stands in a folder, in a fixed order; empty where it is missing.</summary>
    public IReadOnlyList<string> Entries(string folder)
    {
        try
        {
            return Directory.Exists(Of(folder)) ? [.. Directory.GetFileSystemEntries(Of(folder)).Select(e => $"{folder}/{Path.GetFileName(e)}").Order(StringComparer.Ordinal)] : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private string Of(string path) => Path.Combine(root, path);
}
