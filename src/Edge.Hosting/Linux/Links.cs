namespace Edge.Hosting.Linux;

/// <summary>Where a path leads: what is promised of a folder has to hold where its files really are.</summary>
internal static class Links
{
    // As the kernel: more is a loop.
    private const int Most = 40;

    /// <summary>The path with every link on the way followed; what does not exist yet stays as it is written.</summary>
    /// <exception cref="IOException">The links go round in a circle.</exception>
    public static string Follow(string path)
    {
        var ahead = new Stack<string>(Parts(Path.GetFullPath(path)).Reverse());
        var (real, followed) = ("/", 0);
        while (ahead.TryPop(out var part))
        {
            if (part == "..")
            {
                real = Path.GetDirectoryName(real) ?? "/";
                continue;
            }
            var next = Path.Combine(real, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }
            if (++followed > Most) throw new IOException($"{path} is a link that leads to itself ({next}); make it a folder");
            if (Path.IsPathRooted(target)) real = "/";
            foreach (var piece in Parts(target).Reverse()) ahead.Push(piece);
        }
        return real;
    }

    private static IEnumerable<string> Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");
}
