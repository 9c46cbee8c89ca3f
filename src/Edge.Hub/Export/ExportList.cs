using Edge.Hosting.Linux;

namespace Edge.Hub.Export;

/// <summary>What an export holds, as digests of manifests, one a line: the file `edge-hub confirm` takes once the export is away from this machine.</summary>
internal static class ExportList
{
    private const string Header = "edge-export 1";

    public static string PathIn(string folder) => Path.Combine(folder, "exported.list");

    public static void Write(string folder, IEnumerable<byte[]> manifestDigests) =>
        DurableFile.WriteText(PathIn(folder), string.Join('\n', [Header, .. manifestDigests.Select(Convert.ToHexStringLower), ""]));

    /// <exception cref="HubException">It is no such list.</exception>
    public static IReadOnlyList<byte[]> Read(string path)
    {
        try
        {
            using var lines = File.ReadLines(path).GetEnumerator();
            if (!lines.MoveNext() || lines.Current != Header) throw new HubException($"{path} is neither a backup nor the list of an export");
            var digests = new List<byte[]>();
            while (lines.MoveNext()) if (lines.Current.Length > 0) digests.Add(Digest(path, lines.Current));
            return digests;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{path} cannot be read: {Reason.Of(e)}", e);
        }
    }

    private static byte[] Digest(string path, string line)
    {
        try
        {
            if (line.Length == 64) return Convert.FromHexString(line);
        }
        catch (FormatException)
        {
            // Said below.
        }
        throw new HubException($"{path} holds a line that is no SHA-256; it was changed or cut off");
    }
}
