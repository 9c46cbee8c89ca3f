using Edge.Contracts;
using Edge.Contracts.Courier;
using Edge.Hosting.Linux;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Courier;

/// <summary>This board's part of a stick; nothing of it is followed through a link.</summary>
internal sealed class Stick(string root, string node)
{
    public string Folder { get; } = Path.Combine(root, CourierNames.Root, node);

    /// <summary>The folders of this board's slips, finished or not.</summary>
    /// <exception cref="CommandException">There is no such stick.</exception>
    public IReadOnlyList<string> Slips()
    {
        if (!Directory.Exists(root)) throw new CommandException($"{root} is not a folder; is the stick mounted there?");
        foreach (var folder in new[] { Path.Combine(root, CourierNames.Root), Folder })
        {
            if (!Directory.Exists(folder)) return [];
            if (StickFile.IsLink(folder)) throw new CommandException($"{folder} is a link; that is not how this board writes a stick");
        }
        return [.. Directory.GetDirectories(Folder).Where(f => CourierNames.IsFolder(Path.GetFileName(f)) && !StickFile.IsLink(f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>Other boards whose records are here.</summary>
    public IReadOnlyList<string> Others()
    {
        var top = Path.Combine(root, CourierNames.Root);
        return Directory.Exists(top) ? [.. Directory.GetDirectories(top).Select(f => Path.GetFileName(f)).Where(n => Names.IsNode(n) && n != node).Order(StringComparer.Ordinal)] : [];
    }
}
