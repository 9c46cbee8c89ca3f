namespace Edge.SystemTests.Deploy;

/// <summary>A unit of deploy/systemd as its settings; of one given twice, the last counts, as in systemd.</summary>
internal sealed class UnitFile
{
    private readonly Dictionary<string, string> _settings = [];

    public UnitFile(string name)
    {
        Name = name;
        Text = File.ReadAllText(Path.Combine(Folder, name));
        foreach (var line in Text.Split('\n'))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at > 0 && !line.StartsWith('#')) _settings[line[..at]] = line[(at + 1)..].Trim();
        }
    }

    public static string Folder { get; } = FindFolder();

    public string Name { get; }

    public string Text { get; }

    /// <summary>The value of a setting; null where the unit does not make it.</summary>
    public string? this[string setting] => _settings.GetValueOrDefault(setting);

    /// <summary>Writes the unit with another program to start: the verifier wants one that exists.</summary>
    public string CopyTo(string folder, string program)
    {
        var path = Path.Combine(folder, Name);
        File.WriteAllText(path, this["ExecStart"] is { } start ? Text.Replace($"ExecStart={start}", $"ExecStart={program} run", StringComparison.Ordinal) : Text);
        return path;
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Edge.sln"))) return Path.Combine(folder.FullName, "deploy", "systemd");
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Edge.sln; run the tests from a checkout.");
    }
}
