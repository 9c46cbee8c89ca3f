using System.Globalization;
using Edge.Agent.Devices.Printer;
using Edge.Agent.Kiosk.Printing;

namespace Edge.Agent.Tests.Kiosk.Printing;

/// <summary>Papers that wait, in a store that outlives the process.</summary>
internal sealed class PaperPile : IPaperSource
{
    private readonly List<Paper> _waiting = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Called before a paper is noted as printed and after.</summary>
    public Action<string> At { get; set; } = _ => { };

    public int Waiting
    {
        get
        {
            lock (_waiting) return _waiting.Count;
        }
    }

    public Task Changed => _changed.Task;

    /// <summary>A paper whose picture tells its number.</summary>
    public static string PictureOf(int number) => PictureText.Of(Draw(number, 384));

    public void Add(int number) => Add(new Paper(number.ToString(CultureInfo.InvariantCulture), dots => Draw(number, dots)));

    public void Add(Paper paper)
    {
        lock (_waiting) _waiting.Add(paper);
        Interlocked.Exchange(ref _changed, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public Paper? Next()
    {
        lock (_waiting) return _waiting.FirstOrDefault();
    }

    public void Printed(Paper paper)
    {
        At("note");
        lock (_waiting) Assert.True(_waiting.RemoveAll(p => p.Id == paper.Id) == 1, $"paper {paper.Id} was noted twice");
        At("noted");
    }

    private static Raster Draw(int number, int dots)
    {
        var raster = new Raster(dots, 20);
        for (var bit = 0; bit < 16; bit++) raster[bit, 0] = (number >> bit & 1) == 1;
        return raster;
    }
}
