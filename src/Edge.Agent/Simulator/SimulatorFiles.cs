using System.Text;
using Edge.Agent.Kiosk.Printing.Pictograms;
using Edge.Hosting.Sockets;

namespace Edge.Agent.Simulator;

/// <summary>What the page is made of: files inside the program, and the pictograms that are on the tickets too.</summary>
internal sealed class SimulatorFiles
{
    private readonly PageFiles _files = new(typeof(SimulatorFiles).Assembly, "Edge.Agent.Simulator.Page.");

    public SimulatorFiles()
    {
        foreach (var name in PictogramBook.Names) _files.Add($"/pictograms/{name}.svg", Encoding.UTF8.GetBytes(PictogramBook.Svg(name)));
        _files.Add("/", "/index.html");
    }

    /// <summary>Every path there is.</summary>
    public IReadOnlyCollection<string> Paths => _files.Paths;

    /// <summary>Null where there is no such file.</summary>
    public PageFile? Find(string path) => _files.Find(path);
}
