using Edge.Agent.Kiosk.Printing.Pictograms;

namespace Edge.Agent.Simulator;

/// <summary>What the page is made of: files inside the program, and the pictograms that are on the tickets too.</summary>
internal sealed class SimulatorFiles
{
    private const string Prefix = "Edge.Agent.Simulator.Page.";
    private readonly Dictionary<string, (string Type, byte[] Bytes)> _files = new(StringComparer.Ordinal);

    public SimulatorFiles()
    {
        var assembly = typeof(SimulatorFiles).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Add("/" + name[Prefix.Length..], bytes);
        }
        foreach (var name in PictogramBook.Names) Add($"/pictograms/{name}.svg", System.Text.Encoding.UTF8.GetBytes(PictogramBook.Svg(name)));
        _files["/"] = _files["/index.html"];
    }

    /// <summary>Every path there is.</summary>
    public IReadOnlyCollection<string> Paths => _files.Keys;

    /// <summary>Null where there is no such file.</summary>
    public (string Type, byte[] Bytes)? Find(string path) => _files.TryGetValue(path, out var file) ? file : null;

    private void Add(string path, byte[] bytes) => _files[path] = (Path.GetExtension(path) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => throw new InvalidOperationException($"{path} of the panel is of no type it serves"),
    }, bytes);
}
