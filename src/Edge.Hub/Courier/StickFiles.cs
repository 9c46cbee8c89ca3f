using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Hosting.Linux;

namespace Edge.Hub.Courier;

/// <summary>A stick as whoever runs the import sees it. It comes from outside: no link is followed, no name is shown that is not of our form.</summary>
internal static class StickFiles
{
    /// <summary>The folders of all boards' slips.</summary>
    /// <exception cref="HubException">There are none.</exception>
    public static IReadOnlyList<string> Slips(string stick)
    {
        var top = Path.Combine(stick, CourierNames.Root);
        if (!Directory.Exists(top) || StickFile.IsLink(top)) throw new HubException($"there is no folder {CourierNames.Root} in {stick}: is the stick mounted there, and is it the one a board wrote with 'edge-agent courier export'?");
        try
        {
            return [.. Directory.GetDirectories(top).Where(f => Names.IsNode(Path.GetFileName(f)) && !StickFile.IsLink(f)).Order(StringComparer.Ordinal)
                .SelectMany(f => Directory.GetDirectories(f).Where(s => CourierNames.IsFolder(Path.GetFileName(s)) && !StickFile.IsLink(s)).Order(StringComparer.Ordinal))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HubException($"{top} cannot be read: {Reason.Of(e)}", e);
        }
    }

    /// <summary>The records' files in a folder, by name.</summary>
    public static IReadOnlyList<string> Records(string folder) =>
        [.. Directory.GetFiles(folder).Where(f => CourierNames.IsRecord(Path.GetFileName(f))).Order(StringComparer.Ordinal)];
}
