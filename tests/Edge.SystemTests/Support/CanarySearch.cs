using System.Text;

namespace Edge.SystemTests.Support;

/// <summary>Looks for a canary in files and their names.</summary>
internal static class CanarySearch
{
    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Where she was found: file and form; and how many files were read.</summary>
    public static (List<string> Found, int Files) Under(string folder, Canary canary) => In(Directory.EnumerateFiles(folder, "*", Everything), canary);

    public static (List<string> Found, int Files) In(IEnumerable<string> files, Canary canary)
    {
        var (found, count) = (new List<string>(), 0);
        foreach (var file in files)
        {
            found.AddRange(canary.In(Encoding.UTF8.GetBytes(file)).Select(form => $"{file} is named by {form}"));
            if (Read(file) is not { } content) continue;
            count++;
            found.AddRange(canary.In(content).Select(form => $"{file} has {form}"));
        }
        return (found, count);
    }

    /// <summary>Every file of a folder with when it was changed, to tell later what is new.</summary>
    public static Dictionary<string, DateTime> Snapshot(string folder) =>
        Directory.EnumerateFiles(folder, "*", Everything).Select(f => (f, File.GetLastWriteTimeUtc(f))).GroupBy(f => f.f).ToDictionary(g => g.Key, g => g.First().Item2);

    public static IEnumerable<string> NewSince(string folder, Dictionary<string, DateTime> before) =>
        Directory.EnumerateFiles(folder, "*", Everything).Where(f => !before.TryGetValue(f, out var at) || at != File.GetLastWriteTimeUtc(f));

    // A socket or a pipe has no content (and opening a pipe would wait for ever); what others delete meanwhile is not ours.
    private static byte[]? Read(string file)
    {
        try
        {
            if (new FileInfo(file).Length == 0) return null;
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
