namespace Edge.Testing.Commands;

/// <summary>Files and folders that are not what a command asks for.</summary>
internal sealed class WrongFiles : IDisposable
{
    private readonly TempFolder _folder = new();

    public WrongFiles()
    {
        File.WriteAllText(_folder.File("empty"), "");
        File.WriteAllBytes(_folder.File("garbage"), [.. Enumerable.Range(0, 4000).Select(i => (byte)(i * 37 % 251))]);
        File.WriteAllText(_folder.File("half.json"), "{\"Spool\": {");
        File.WriteAllText(_folder.File("list.json"), "[]");
        File.WriteAllText(_folder.File("unknown.json"), """{"NoSuch": {"A": 1}, "Logging": 3}""");
        File.WriteAllText(_folder.File("key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        File.WriteAllText(_folder.File("first-line"), "nothing,of,the,kind\n1,2\n");
        File.CreateSymbolicLink(_folder.File("loop"), "loop");
        Directory.CreateDirectory(_folder.File("folder"));
    }

    /// <summary>A folder in which nothing is.</summary>
    public string Folder => _folder.File("folder");

    /// <summary>Where nothing is, and something can be written.</summary>
    public string Missing => _folder.File("missing");

    public string Garbage => _folder.File("garbage");

    /// <summary>To give where a file, or a folder, is asked for.</summary>
    public IReadOnlyList<string> Paths =>
    [
        "", Missing, Path.Combine(Missing, "deeper"), Folder, _folder.File("empty"), _folder.File("garbage"), _folder.File("half.json"), _folder.File("list.json"), _folder.File("unknown.json"),
        _folder.File("key.pem"), _folder.File("first-line"), _folder.File("loop"), Path.Combine(_folder.File("garbage"), "below"), _folder.File(new string('n', 300)), "/proc/self/mem", "/proc/nothing",
    ];

    /// <summary>To give as a configuration.</summary>
    public IReadOnlyList<string> Configurations => [.. Paths.Where(p => p.Length > 0)];

    /// <summary>Takes away what a command has written in the meantime: it is tried without it next time too.</summary>
    public void Tidy()
    {
        if (Directory.Exists(Missing)) Directory.Delete(Missing, recursive: true);
        else File.Delete(Missing);
        foreach (var left in Directory.EnumerateDirectories(Folder).ToList()) Directory.Delete(left, recursive: true);
        foreach (var left in Directory.EnumerateFiles(Folder).ToList()) File.Delete(left);
    }

    /// <summary>A data folder with files in it that are no databases, keys or lists.</summary>
    public string Spoilt(params string[] names)
    {
        var folder = Path.Combine(Directory.CreateDirectory(_folder.File("spoilt")).FullName, $"{Directory.GetDirectories(_folder.File("spoilt")).Length}");
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.Copy(_folder.File("garbage"), Path.Combine(folder, name));
        }
        return folder;
    }

    public void Dispose() => _folder.Dispose();
}
